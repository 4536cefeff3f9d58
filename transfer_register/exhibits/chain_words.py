"""What chains of onward transfers say in words: the sentence under their picture, and their legs as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import style
from transfer_register.exhibits.chain_picture import NOT_RECORDED, place_words, read, weakest
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

Chain = list[dict[str, Any]]


def grouped(answer: Answer) -> list[Chain]:
    """The chains of an answer, the worst first: each the rows of its transfers, the first ones before those further on."""
    found: dict[str, Chain] = {}
    for row in answer.dicts():
        if row["chain"] is not None:
            found.setdefault(row["chain"], []).append(row)
    return list(found.values())


def in_order(legs: Chain) -> Chain:
    """The transfers of a chain with everything that comes of one right after it, as a text is read."""
    further: dict[str | None, Chain] = {}
    for leg in legs:
        further.setdefault(leg["before"], []).append(leg)
    ordered, ahead = [], [legs[0]]
    while ahead:
        leg = ahead.pop()
        ordered.append(leg)
        ahead += reversed(further.get(leg["transfer"], []))
    return ordered


def counts(answer: Answer) -> dict[str, Any]:
    """The first row of an answer: how many transfers are meant, in chains, said to go no further, and not said of."""
    return answer.dicts()[0]


def caption(answer: Answer, words: Words, shown: list[Chain]) -> str:
    """What stands under the picture: how much is drawn, what is weakest, and what of the rest nobody knows."""
    count, parts = counts(answer), []
    if not count["chains"]:
        parts.append("No transfer here is carried onward, as far as is recorded.")
    else:
        parts.append(
            f"{style.counted(count['chains'], 'chain')} of {style.counted(count['transfers'], 'transfer')}, "
            f"{style.counted(count['unknown_legs'], 'leg')} not recorded. A chain is as good as its weakest leg."
        )
    if len(shown) == 1:
        parts.append(_weakest_words(shown[0], words))
    if shown and (hidden := read(shown, words).hidden):
        parts.append(f"{style.counted(hidden, 'transfer')} of it are left out of the picture, for want of room.")
    parts.append(_rest(count))
    return " ".join(part for part in parts if part)


def _weakest_words(legs: Chain, words: Words) -> str:
    weak, after, before = weakest(legs)
    word = style.verdict(words, legs[0]["chain_verdict"]).word.lower()
    said = sorted(weak) + [f"the leg after {id}" for id in sorted(after)] + [f"the leg before {id}" for id in sorted(before)]
    return f"Weakest here ({word}): {style.listed(said, 4)}." if said else f"Every leg here is {word}."


def _rest(count: dict[str, Any]) -> str:
    """What is known of the transfers in no chain."""
    rest, ended = count["no_further"] + count["nobody_said"], count["no_further"]
    if not rest:
        return ""
    other = "other " if count["chains"] else ""
    told = f"{style.number(ended)} {'goes' if ended == 1 else 'go'} no further, as stated"
    return f"Of {style.counted(rest, f'{other}transfer')}, {told}; of {style.number(rest - ended)} nobody said."


def twin(answer: Answer, words: Words) -> Table:
    """One row a leg, those that nobody recorded too."""
    columns = (
        Column("chain", "Chain", "code"), Column("depth", "Step", "count"), Column("transfer", "Transfer", "code"),
        Column("exporter_name", "From"), Column("importer_name", "To"), Column("places", "Destinations"),
        Column("verdict", "Verdict", "mark"), Column("weakest", "Weakest leg"), Column("onward", "Onward"),
    )  # fmt: skip
    unknown = style.verdict(words, "unknown")
    rows: list[tuple] = []
    for legs in grouped(answer):
        weak, after, before = weakest(legs)
        for leg in in_order(legs):
            chain, here = leg["chain"], leg["transfer"]
            if leg["lost"]:
                text = f"Carries onward {leg['follows']}, which does not hold on this day"
                rows.append(
                    (chain, 0, None, NOT_RECORDED, leg["exporter_name"], None, unknown, "Yes" if here in before else None, text)
                )
            rows.append((
                chain, leg["depth"], here, leg["exporter_name"], leg["importer_name"], place_words(words, leg["places"]),
                style.verdict(words, leg["verdict"]), "Yes" if here in weak else None, _onward(leg, legs),
            ))  # fmt: skip
            if leg["missing"]:
                text, weakest_leg = "Said to go onward; nobody says to whom", "Yes" if here in after else None
                rows.append((
                    chain, leg["depth"] + 1, None, leg["importer_name"], NOT_RECORDED, None, unknown, weakest_leg, text,
                ))  # fmt: skip
    return Table(columns, tuple(rows))


def _onward(leg: dict[str, Any], legs: Chain) -> str:
    if leg["loop"]:
        return "Carries onward what comes of it: the record goes round"
    further = sum(each["before"] == leg["transfer"] for each in legs)
    if further:
        return f"To {style.counted(further, 'transfer')}"
    if leg["missing"]:
        return "Yes, not recorded"
    return "No, as stated" if leg["onward"] is False else "Nobody said" if leg["onward"] is None else "Yes"
