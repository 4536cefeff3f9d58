"""Builds the paper for the board: position, numbers, picture, the ways to choose from, what mends, the law, the decision asked.

It is one page whatever it tells of: titles are cut, lists are counted beyond a few rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transfer_register.exhibits import style
from transfer_register.reports import blocks as b
from transfer_register.reports.board.paper import Cited, Paper, Remedies, Remedy
from transfer_register.reports.wording import count, day, labels, listed, plural, short_day

FORMATS = ("pdf", "docx", "html")
_TITLE, _CITED_TITLE, _ACT_TITLE, _PLACE = 96, 70, 88, 104
_MOST_CITED, _MOST_ACTS = 3, 4


@dataclass(frozen=True)
class Options:
    """What only the organisation knows of the paper."""

    organisation: str
    document_number: str = "Board paper"
    version: str = "Draft"
    classification: str = "Confidential"


def document(paper: Paper, options: Options) -> b.Document:
    """The paper; the same values and options always give the same document."""
    return b.Document(_meta(paper, options), tuple(_blocks(paper)))


def _meta(paper: Paper, options: Options) -> b.Meta:
    law = "" if paper.law_on == paper.on else f", judged by the law of {day(paper.law_on)}"
    return b.Meta(
        kind="For the board, one page",
        title=style.shortened(paper.title, _TITLE),
        subtitle=f"What it does to the transfers of personal data abroad from {day(paper.effective_on)}. Register of "
        f"{day(paper.on)}{law}. {style.shortened(paper.scope, 150)}.",
        organisation=options.organisation,
        number=options.document_number,
        version=options.version,
        as_of=short_day(paper.on),
        classification=options.classification,
        labels=labels(),
        form="page",
    )


def _blocks(paper: Paper) -> Iterator[b.Block]:
    yield _position(paper)
    yield _numbers(paper)
    if paper.picture:
        shown = paper.picture
        yield b.Figure("map", shown.svg, shown.alt, shown.caption, shown.data)
    else:
        yield _verdicts(paper)
    yield b.Heading("Three ways", numbered=False)
    yield _ways(paper)
    if paper.remedies and paper.remedies.acts:
        yield b.Heading("What mends the most", numbered=False)
        yield _acts(paper.remedies)
    if paper.cited:
        yield b.Heading("The law, and how sure we are of it", numbered=False)
        yield _law(paper)
    yield b.Paragraph(_asked(paper))


def _position(paper: Paper) -> b.Notice:
    """What the board should know if it reads one sentence."""
    worse = paper.none
    said = f"{plural(paper.touched, 'transfer')} of {count(paper.transfers)} {_are(paper.touched)} touched"
    if not paper.touched:
        head, tone = b.Status("No transfer is touched", "disc", "blue"), "blue"
        said = f"None of {plural(paper.transfers, 'transfer')} rests on what falls, and no verdict changes"
    elif not worse:
        head, tone = b.Status("Something else carries every transfer", "disc", "blue"), "blue"
        said += ", and each of them is carried by something else"
    else:
        said += f"; {count(paper.alternative)} {_are(paper.alternative)} carried by something else, {count(worse)} by nothing"
        head, tone = _decision(paper)
    return b.Notice(b.text(f"{said}.{_people(paper) if worse else ''}"), tone, (head,))


def _decision(paper: Paper) -> tuple[b.Status, str]:
    tried = paper.remedies
    if tried is None:
        return b.Status(f"{plural(paper.none, 'transfer')} lose what carries them", "square", "vermilion"), "vermilion"
    if tried.left:
        named = f"{plural(tried.left, 'transfer')} cannot be mended by any act we know of"
        return b.Status(named, "square", "vermilion"), "vermilion"
    return b.Status("All can be mended: a decision is needed", "diamond", "gold"), "gold"


def _people(paper: Paper) -> str:
    """Whom it concerns; what nobody stated is said."""
    parts = []
    if paper.special:
        parts.append(f"{count(paper.special)} of these {_verb(paper.special, 'hold')} special categories of data")
    if paper.special_unknown:
        parts.append(f"of {count(paper.special_unknown)} nobody stated whether they do")
    if paper.workers:
        parts.append(f"{count(paper.workers)} {_verb(paper.workers, 'concern')} workers")
    told = f" {_sentence(listed(parts))}" if parts else ""
    if paper.persons:
        told += f" {'At least ' if paper.persons_unknown else ''}{count(paper.persons)} people a year are concerned."
    if paper.persons_unknown:
        told += f" For {plural(paper.persons_unknown, 'transfer')} the number of people is not stated."
    return told


def _numbers(paper: Paper) -> b.Numbers:
    tried = paper.remedies
    left = b.Number(count(tried.left) if tried else "–", "", b.Status("no act mends" if tried else "acts not tried", *_LEFT))
    return b.Numbers(
        (
            b.Number(count(paper.transfers), "transfers"),
            b.Number(count(paper.touched), "touched by it"),
            b.Number(count(paper.alternative), "", b.Status("carried otherwise", "disc", "blue")),
            b.Number(count(paper.none), "", b.Status("carried by nothing", "diamond", "gold")),
            left,
        )
    )


_LEFT = ("square", "vermilion")


def _verdicts(paper: Paper) -> b.Table:
    """Stands where there is no map to draw."""
    rows = []
    for each in paper.verdicts:
        mark = style.verdict(paper.words, each.verdict)
        state = b.Status(mark.word, mark.shape, mark.tone)
        rows.append(b.Row((((state,),), b.cell(count(each.before)), b.cell(count(each.after)))))
    columns = (b.Column("Verdict", 50), b.Column("Before", 25, "count"), b.Column("After", 25, "count"))
    return b.Table(columns, (b.Group(tuple(rows)),), caption="Transfers by verdict, before and after")


def _ways(paper: Paper) -> b.Table:
    columns = (b.Column("Way", 22), b.Column("What follows", 54), b.Column("Transfers that may go on", 24))
    go_on = sum(each.after for each in paper.verdicts if each.verdict in ("permitted", "not_restricted"))
    tried = paper.remedies
    return b.Table(columns, (b.Group((_nothing(paper, go_on), _mend(paper, go_on, tried), _stop(paper, go_on))),))


def _nothing(paper: Paper, go_on: int) -> b.Row:
    counts = {each.verdict: each for each in paper.verdicts}
    more = [
        f"{style.verdict(paper.words, id).word.lower()} {count(counts[id].after)} (today {count(counts[id].before)})"
        for id in ("breached", "unknown")
        if id in counts and counts[id].after > counts[id].before
    ]
    told = f"From {day(paper.effective_on)}: {listed(more)}." if more else "No verdict gets worse."
    return _way("1. Do nothing", told, go_on, paper)


def _mend(paper: Paper, go_on: int, tried: Remedies | None) -> b.Row:
    if tried is None:
        return b.Row(
            ((b.text("2. Mend", strong=True),), b.cell("Which acts would mend them was not tried."), b.cell("Not known"))
        )
    if not tried.acts:
        told = "No act of the list mends any of them." if paper.none else "There is nothing to mend."
        return _way("2. Mend", told, go_on, paper)
    left = f" {count(tried.left)} remain, to be stopped or decided one by one." if tried.left else ""
    told = f"{plural(len(tried.acts), 'act')} mend {plural(tried.mended, 'transfer')}.{left}"
    return _way("2. Mend", told, go_on + tried.mended, paper)


def _stop(paper: Paper, go_on: int) -> b.Row:
    if not paper.none:
        return _way("3. Stop", "There is nothing to stop.", go_on, paper)
    told = f"{plural(paper.none, 'transfer')} to {plural(paper.recipients, 'recipient')} end on {day(paper.effective_on)}, and "
    return _way("3. Stop", told + "with them what they serve.", go_on, paper, paper.transfers - paper.none)


def _way(title: str, told: str, go_on: int, paper: Paper, of: int | None = None) -> b.Row:
    number = f"{count(go_on)} of {count(paper.transfers if of is None else of)}"
    return b.Row(((b.text(title, strong=True),), b.cell(told), b.cell(number)))


def _acts(tried: Remedies) -> b.Table:
    """The acts that the most transfers need, first; those that few need are counted."""
    acts = sorted(tried.acts, key=lambda each: -each.needed_by)
    shown = acts if len(acts) <= _MOST_ACTS else acts[: _MOST_ACTS - 1]
    rows = [_act(each) for each in shown]
    if rest := acts[len(shown) :]:
        most = max(each.needed_by for each in rest)
        told = f"{plural(len(rest), 'act')} more, each for {count(most)} or fewer"
        rows.append(b.Row((b.cell(told), b.cell("–"), b.cell("–"), b.cell("See the register"))))
    columns = (b.Column("Act", 48), b.Column("Needed for", 13, "count"), b.Column("Recipients", 13, "count"))
    return b.Table((*columns, b.Column("Rests on", 26)), (b.Group(tuple(rows)),))


def _act(each: Remedy) -> b.Row:
    title = style.shortened(each.title, _ACT_TITLE)
    return b.Row((b.cell(title), b.cell(count(each.needed_by)), b.cell(count(each.recipients)), b.cell(each.rests)))


def _law(paper: Paper) -> b.Table:
    shown = paper.cited if len(paper.cited) <= _MOST_CITED else paper.cited[: _MOST_CITED - 1]
    rows = [
        b.Row(
            (b.cell(style.shortened(each.title, _CITED_TITLE)), b.cell(style.shortened(each.place, _PLACE)), b.cell(_sure(each)))
        )
        for each in shown
    ]
    if rest := paper.cited[len(shown) :]:
        rows.append(b.Row((b.cell(f"{plural(len(rest), 'provision')} more"), b.cell("In the register"), b.cell("–"))))
    columns = (b.Column("Provision", 38), b.Column("Where it stands", 36), b.Column("How sure", 26))
    return b.Table(columns, (b.Group(tuple(rows)),))


def _sure(each: Cited) -> str:
    return f"{each.confidence}, checked {style.short_day(each.checked_on)}" if each.checked_on else each.confidence


def _asked(paper: Paper) -> b.Line:
    source = f" The event stands in: {style.shortened(paper.source, 110)}." if paper.source else ""
    recorded = (
        f"The event is recorded as {paper.recorded}." if paper.recorded else "Nothing is recorded yet: this shows what would be."
    )
    if not paper.none:
        return (b.Run("No decision is needed. ", strong=True), b.Run(f"{recorded}{source} This is not legal advice."))
    asked = f"which of the three ways is taken by {day(paper.effective_on)}, and who answers for it."
    return (b.Run("Decision asked: ", strong=True), b.Run(f"{asked} {recorded}{source} This is not legal advice."))


def _verb(number: int, word: str) -> str:
    return f"{word}s" if number == 1 else word


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
