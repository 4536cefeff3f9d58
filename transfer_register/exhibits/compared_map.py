"""The map of two views: corridors in which transfers change are hatched in what they become, the others stay pale."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from transfer_register.exhibits import dimensions, style
from transfer_register.exhibits.compared_picture import WENT, Both, Compared, by_verdict, read
from transfer_register.exhibits.map_picture import FRONT, Beside, Flow, Picture, Spot, located, stands_apart, told_apart
from transfer_register.exhibits.tally import Rule
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

LOOKS = (("changed", "Hatched: transfers change"), ("pale", "Pale: nothing changes"))
WIDTH_SAYS = (
    "Width: number of transfers that change. The line widens towards the recipient. "
    "A transfer may change at one of its destinations and not as a whole."
)


def read_map(answer: Answer, words: Words, front: int = FRONT) -> Picture:
    """The map of an answer whose rows are exporters' countries and whose columns are destinations; the first `front` corridors
    that change are drawn in full."""
    compared = read(answer, words)
    members = dimensions.members_of(answer.parameters)
    drawn: list[tuple[str, str, Both]] = []
    apart: dict[tuple[str, ...], Both] = {}
    for (start, end), both in compared.cells.items():
        if where := stands_apart(start or None, end, members):
            apart[where] = apart[where] + both if where in apart else both
        else:
            drawn.append((start, end, both))
    drawn.sort(key=lambda flow: (-flow[2].changed, -flow[2].transfers, flow[0], flow[1]))
    beside = tuple(
        Beside(text, _of(both), both.words(words), what)
        for text, both, what in told_apart(apart, words, lambda both: (both.changed, both.transfers))
    )
    return Picture(compared.rule, _spots(compared, members, words), tuple(_flows(drawn, compared.rule, words, front)), beside)


def _flows(drawn: list[tuple[str, str, Both]], rule: Rule, words: Words, front: int) -> list[Flow]:
    most = max((both.changed for *_, both in drawn), default=0) or 1
    widest = max((both.transfers for *_, both in drawn), default=1)
    flows = []
    for place, (start, end, both) in enumerate(drawn):
        mark = both.mark(words, rule)
        share = both.changed / most if both.changed else both.transfers / widest
        said = f"{style.country(words, start)} to {style.country(words, end)}. {both.words(words)}"
        look = ("went" if mark == WENT else "changed") if both.changed else "pale"
        flows.append(Flow(start, end, both.after, round(sqrt(share), 3), both.changed > 0 and place < front, mark, said, look))
    return flows


def _spots(compared: Compared, members: dict[str, list[str]], words: Words) -> dict[str, Spot]:
    received = {code: both for code, (_, both) in compared.columns.items() if located(code, members)}
    senders = [code for code in compared.rows if located(code, members)]
    spots = {}
    for code in dict.fromkeys((*received, *senders)):
        name, both = style.country(words, code), received.get(code)
        spots[code] = Spot(
            code, name, both.after if both else compared.rows[code][1].after, code in compared.rows, tuple(members.get(code, ())),
            both.mark(words, compared.rule) if both else None, both.changed if both else 0,
            _of(both) if both and both.changed else "",
            f"{name}. {both.words(words)}" if both else f"{name}. Sends, receives nothing",
            quiet=both is None or not both.changed,
        )  # fmt: skip
    return spots


def _of(both: Both) -> str:
    """`7 of 25`: how many change; where nothing does, `0 of 25`."""
    return f"{style.number(both.changed)} of {style.number(both.transfers)}"


def rule_in_words(rule: Rule) -> str:
    """What a legend says of the state in which a corridor is drawn."""
    which = "the worst verdict that" if rule == "worst" else "the worst verdict that at least a quarter of"
    return f"Each hatched corridor is drawn by {which} its changing transfers have there afterwards."


def destinations_in_words(compared: Compared, words: Words, most: int) -> list[str]:
    """`United States: 7 of 25 change; before ..., after ...`, those in which most changes first, and no others."""
    found = [(name, both) for name, both in compared.columns.values() if both.changed][:most]
    return [
        f"{name}: {_of(both)} change; before {by_verdict(both.before, words)}, after {by_verdict(both.after, words)}"
        for name, both in found
    ]
