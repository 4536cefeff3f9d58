"""The transfers themselves, grouped by destination, one row each, and their typed twin for the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from transfer_register.model.speech import marked, say, says
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.content import flat
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.snapshot import Leg, Seen, Snapshot, Verdict
from transfer_register.reports.wording import listed, plural

COLUMNS = (
    b.Column(marked("Ref."), 20, "code"),
    b.Column(marked("Exporter"), 27),
    b.Column(marked("Recipient and roles"), 37),
    b.Column(marked("Activity and purpose"), 35),
    b.Column(marked("Data subjects"), 24),
    b.Column(marked("Categories of data"), 35),
    b.Column(marked("Mechanism"), 36),
    b.Column(marked("Assessment"), 27),
    b.Column(marked("Supplementary measures"), 38),
    b.Column(marked("Since, next review"), 32),
    b.Column(marked("Verdict and what carries it"), 45, "status"),
)
MAY_BE_EMPTY = {"Data subjects", "Categories of data", "Mechanism", "Assessment", "Supplementary measures", "Since, next review"}
NARROW, FEW = 22, 3


def by_destination(snapshot: Snapshot) -> list[tuple[str, list[Seen]]]:
    """Destination and its transfers, the most first; what is not known comes last."""
    groups: dict[tuple[bool, str], list[Seen]] = {}
    for seen in snapshot.transfers:
        leg = saying.deciding_leg(seen)
        known = bool(leg and leg.country)
        groups.setdefault((known, saying.destination(leg, snapshot.words)), []).append(seen)
    ordered = sorted(groups.items(), key=lambda group: (not group[0][0], -len(group[1]), group[0][1]))
    return [(name, sorted(held, key=lambda seen: seen.id)) for (_, name), held in ordered]


def table(snapshot: Snapshot, authorities: Authorities) -> b.Table:
    """One row a transfer, under the destination that decides."""
    groups = tuple(
        b.Group(tuple(_row(seen, snapshot, authorities) for seen in held), f"{name}: {plural(len(held), 'transfer')}")
        for name, held in by_destination(snapshot)
    )
    return b.Table(_fitted(groups), groups, caption=say("Transfers by destination"), size="small")


def _fitted(groups: tuple[b.Group, ...]) -> tuple[b.Column, ...]:
    """The columns; one that says the same few words in every row, such as "Not stated", leaves its room to the others."""
    rows = [row for group in groups for row in group.rows]
    if len(rows) <= FEW:
        return tuple(replace(column, title=say(column.title)) for column in COLUMNS)
    alike = [len({repr(row.cells[place]) for row in rows}) == 1 for place in range(len(COLUMNS))]
    return tuple(
        replace(
            column,
            title=say(column.title),
            width=min(column.width, NARROW) if same and column.title in MAY_BE_EMPTY else column.width,
        )
        for column, same in zip(COLUMNS, alike, strict=True)
    )


def _row(seen: Seen, snapshot: Snapshot, authorities: Authorities) -> b.Row:
    words = snapshot.words
    cells = (
        (b.text(seen.id, strong=True),),
        _exporter(seen, snapshot),
        _recipient(seen, snapshot),
        saying.purposes(seen, words),
        saying.subjects(seen, words),
        saying.categories(seen, words),
        saying.mechanisms(seen, words, carried_by_adequacy(seen, authorities)),
        saying.assessment(seen, words),
        saying.measures(seen, words),
        saying.since_and_review(seen, snapshot.on),
        tuple(verdict_line(one, snapshot, authorities) for one in seen.verdicts) or ((_unjudged(seen, words),),),
    )
    return b.Row(cells, anchor=seen.id)


def _unjudged(seen: Seen, words: Words) -> b.Status:
    return saying.status("withheld" if "verdicts" in seen.withheld else "not_judged", words)


def _exporter(seen: Seen, snapshot: Snapshot) -> b.Cell:
    place = snapshot.words.label("countries", seen.exporter_country) if seen.exporter_country else say("country not stated")
    return (b.text(seen.exporter), b.text(place, quiet=True))


def _recipient(seen: Seen, snapshot: Snapshot) -> b.Cell:
    words = snapshot.words
    lines = [b.text(seen.importer), b.text(saying.role_pair(seen, words), quiet=True)]
    if others := other_destinations(seen, snapshot):
        lines.append(b.text(say("also to {destinations}", destinations=listed(others))))
    if seen.follows:
        lines.append(b.text(say("onward from {transfer}", transfer=seen.follows), quiet=True))
    return tuple(lines)


def other_destinations(seen: Seen, snapshot: Snapshot) -> list[str]:
    """The destinations of a transfer other than the one it stands under."""
    first = saying.deciding_leg(seen)
    return [saying.destination(leg, snapshot.words) for leg in seen.legs if leg is not first]


def carried_by_adequacy(seen: Seen, authorities: Authorities) -> bool:
    carries = ("permitted", "withheld")
    return any(one.verdict in carries and one.ground and authorities.is_adequacy(one.ground) for one in seen.verdicts)


def verdict_line(one: Verdict, snapshot: Snapshot, authorities: Authorities) -> b.Line:
    """“● Permitted  EU GDPR: adequacy, Japan [A3]”."""
    regime = snapshot.words.label("regimes", one.regime)
    line: list[b.Run | b.Status] = [saying.status(one.verdict, snapshot.words)]
    if one.ground:
        line += [b.Run(f"  {regime}: {authorities.named(one.ground)} "), authorities.cite(one.ground)]
        if one.fallbacks:
            line += [b.Run(f" {say('also')} "), *(authorities.cite(other) for other in one.fallbacks)]
    elif one.verdict == "unknown":
        line.append(b.Run("  " + (_asked(regime, len(one.ask)) if one.ask else regime)))
    elif one.verdict == "breached":
        line.append(b.Run("  " + say("{regime}: nothing recorded carries it", regime=regime)))
    else:
        line.append(b.Run(f"  {regime}"))
    return tuple(line)


def _asked(regime: str, number: int) -> str:
    return says("{regime}: {n} fact to be stated", "{regime}: {n} facts to be stated", number, regime=regime)


_COLUMNS_TYPED = (
    (marked("Ref."), 10, "code"),
    (marked("Destination"), 18, "text"),
    (marked("Recipient"), 26, "text"),
    (marked("Verdict"), 14, "status"),
    (marked("Verdict of each regime"), 60, "text"),
    (marked("Other destinations"), 22, "text"),
    (marked("Exporter"), 24, "text"),
    (marked("Exporter's country"), 15, "text"),
    (marked("Exporter's role"), 13, "text"),
    (marked("Recipient's role"), 13, "text"),
    (marked("Recipient established in"), 17, "text"),
    (marked("Kind of recipient"), 16, "text"),
    (marked("Activity and purpose"), 34, "text"),
    (marked("Data subjects"), 24, "text"),
    (marked("Categories of data"), 32, "text"),
    (marked("Special categories"), 26, "text"),
    (marked("Mechanism"), 34, "text"),
    (marked("Assessment"), 22, "text"),
    (marked("Supplementary measures"), 48, "text"),
    (marked("Persons a year"), 11, "count"),
    (marked("Retention"), 18, "text"),
    (marked("Since"), 12, "day"),
    (marked("Until"), 12, "day"),
    (marked("Next review"), 12, "day"),
    (marked("Owner"), 16, "text"),
    (marked("Onward from"), 11, "code"),
    (marked("Doubts of the reading"), 28, "text"),
)


def sheet(snapshot: Snapshot, authorities: Authorities) -> b.Sheet:
    """The same transfers as typed rows."""
    rows = [_typed(seen, name, snapshot, authorities) for name, held in by_destination(snapshot) for seen in held]
    columns = tuple(b.SheetColumn(say(title), kind, width) for title, width, kind in _COLUMNS_TYPED)
    return b.Sheet(say("Transfers"), columns, tuple(rows), frozen=3)


def _typed(seen: Seen, destination: str, snapshot: Snapshot, authorities: Authorities) -> tuple[b.Value, ...]:
    words = snapshot.words

    def label(vocabulary: str, term: str | None) -> str:
        return words.label(vocabulary, term) if term else say("Not stated")

    verdicts = [_in_full(one, snapshot, authorities) for one in seen.verdicts]
    return (
        seen.id, destination, seen.importer, saying.status(seen.verdict, words),
        "\n".join(verdicts) or _unjudged(seen, words).word,
        ", ".join(other_destinations(seen, snapshot)) or say("None"), seen.exporter, label("countries", seen.exporter_country),
        label("roles", seen.exporter_role), label("roles", seen.importer_role), label("countries", seen.importer_country),
        label("recipient_kinds", seen.importer_kind), flat(saying.purposes(seen, words)), flat(saying.subjects(seen, words)),
        flat(saying.categories(seen, words)), saying.special_words(seen, words).removeprefix("Special, ") or _no_special(seen),
        flat(saying.mechanisms(seen, words, carried_by_adequacy(seen, authorities))), flat(saying.assessment(seen, words)),
        flat(saying.measures(seen, words)), _persons(seen), seen.retention or say("Not stated"),
        seen.valid_from or say("Not stated"), seen.valid_to or say("Open"), _review(seen), seen.owner or say("Not stated"),
        seen.follows or say("Not onward"), _doubts(seen, words),
    )  # fmt: skip


def _persons(seen: Seen) -> b.Value:
    if "persons" in seen.withheld:
        return say("Withheld")
    return say("Not stated") if seen.persons is None else seen.persons


def _review(seen: Seen) -> b.Value:
    return say("Withheld") if "review_on" in seen.withheld else seen.review_on or say("Not stated")


def _doubts(seen: Seen, words: Words) -> str:
    if "flags" in seen.withheld:
        return say("Withheld")
    return "; ".join(words.label("flags", flag) for flag in seen.flags) or say("None")


def _in_full(one: Verdict, snapshot: Snapshot, authorities: Authorities) -> str:
    said = f"{snapshot.words.label('regimes', one.regime)}: {snapshot.words.label('verdicts', one.verdict).lower()}"
    return f"{said}, {authorities.named(one.ground)} ({authorities.provision(one.ground).act})" if one.ground else said


def _no_special(seen: Seen) -> str:
    return say("None stated") if seen.data_categories or seen.special is False else say("Not stated")


def legs_of(transfers: Iterable[Seen]) -> Iterable[tuple[Seen, Leg]]:
    """Every transfer with each of its destinations that the scope means; one without any comes with an empty one."""
    for seen in transfers:
        for leg in seen.legs or (Leg(),):
            if leg.asked:
                yield seen, leg
