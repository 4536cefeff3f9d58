"""The transfers themselves, grouped by destination, one row each, and their typed twin for the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from transfer_register.reports import blocks as b
from transfer_register.reports.content import flat
from transfer_register.reports.register_of_transfers import saying as say
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.snapshot import Leg, Seen, Snapshot, Verdict
from transfer_register.reports.wording import plural

COLUMNS = (
    b.Column("Ref.", 20, "code"),
    b.Column("Exporter", 27),
    b.Column("Recipient and roles", 37),
    b.Column("Activity and purpose", 35),
    b.Column("Data subjects", 24),
    b.Column("Categories of data", 35),
    b.Column("Mechanism", 36),
    b.Column("Assessment", 27),
    b.Column("Supplementary measures", 38),
    b.Column("Since, next review", 32),
    b.Column("Verdict and what carries it", 45, "status"),
)
MAY_BE_EMPTY = {"Data subjects", "Categories of data", "Mechanism", "Assessment", "Supplementary measures", "Since, next review"}
NARROW, FEW = 22, 3


def by_destination(snapshot: Snapshot) -> list[tuple[str, list[Seen]]]:
    """Destination and its transfers, the most first; what is not known comes last."""
    groups: dict[tuple[bool, str], list[Seen]] = {}
    for seen in snapshot.transfers:
        leg = say.deciding_leg(seen)
        known = bool(leg and leg.country)
        groups.setdefault((known, say.destination(leg, snapshot.words)), []).append(seen)
    ordered = sorted(groups.items(), key=lambda group: (not group[0][0], -len(group[1]), group[0][1]))
    return [(name, sorted(held, key=lambda seen: seen.id)) for (_, name), held in ordered]


def table(snapshot: Snapshot, authorities: Authorities) -> b.Table:
    """One row a transfer, under the destination that decides."""
    groups = tuple(
        b.Group(tuple(_row(seen, snapshot, authorities) for seen in held), f"{name}: {plural(len(held), 'transfer')}")
        for name, held in by_destination(snapshot)
    )
    return b.Table(_fitted(groups), groups, caption="Transfers by destination", size="small")


def _fitted(groups: tuple[b.Group, ...]) -> tuple[b.Column, ...]:
    """The columns; one that says the same few words in every row, such as "Not stated", leaves its room to the others."""
    rows = [row for group in groups for row in group.rows]
    if len(rows) <= FEW:
        return COLUMNS
    alike = [len({repr(row.cells[place]) for row in rows}) == 1 for place in range(len(COLUMNS))]
    return tuple(
        replace(column, width=min(column.width, NARROW)) if same and column.title in MAY_BE_EMPTY else column
        for column, same in zip(COLUMNS, alike, strict=True)
    )


def _row(seen: Seen, snapshot: Snapshot, authorities: Authorities) -> b.Row:
    words = snapshot.words
    cells = (
        (b.text(seen.id, strong=True),),
        _exporter(seen, snapshot),
        _recipient(seen, snapshot),
        say.purposes(seen, words),
        say.subjects(seen, words),
        say.categories(seen, words),
        say.mechanisms(seen, words, carried_by_adequacy(seen, authorities)),
        say.assessment(seen, words),
        say.measures(seen, words),
        say.since_and_review(seen, snapshot.on),
        tuple(verdict_line(one, snapshot, authorities) for one in seen.verdicts) or ((say.status("not_judged", words),),),
    )
    return b.Row(cells, anchor=seen.id)


def _exporter(seen: Seen, snapshot: Snapshot) -> b.Cell:
    place = snapshot.words.label("countries", seen.exporter_country) if seen.exporter_country else "country not stated"
    return (b.text(seen.exporter), b.text(place, quiet=True))


def _recipient(seen: Seen, snapshot: Snapshot) -> b.Cell:
    words = snapshot.words
    lines = [b.text(seen.importer), b.text(say.role_pair(seen, words), quiet=True)]
    if others := other_destinations(seen, snapshot):
        lines.append(b.text(f"also to {say.listed(others)}"))
    if seen.follows:
        lines.append((b.Run("onward from ", quiet=True), b.Run(seen.follows)))
    return tuple(lines)


def other_destinations(seen: Seen, snapshot: Snapshot) -> list[str]:
    """The destinations of a transfer other than the one it stands under."""
    first = say.deciding_leg(seen)
    return [say.destination(leg, snapshot.words) for leg in seen.legs if leg is not first]


def carried_by_adequacy(seen: Seen, authorities: Authorities) -> bool:
    return any(one.verdict == "permitted" and one.ground and authorities.is_adequacy(one.ground) for one in seen.verdicts)


def verdict_line(one: Verdict, snapshot: Snapshot, authorities: Authorities) -> b.Line:
    """“● Permitted  EU GDPR: adequacy, Japan [A3]”."""
    regime = snapshot.words.label("regimes", one.regime)
    line: list[b.Run | b.Status] = [say.status(one.verdict, snapshot.words)]
    if one.ground:
        line += [b.Run(f"  {regime}: {authorities.named(one.ground)} "), authorities.cite(one.ground)]
        if one.fallbacks:
            line += [b.Run(" also "), *(authorities.cite(other) for other in one.fallbacks)]
    elif one.verdict == "unknown":
        line.append(b.Run(f"  {regime}: {plural(len(one.ask), 'fact')} to be stated" if one.ask else f"  {regime}"))
    elif one.verdict == "breached":
        line.append(b.Run(f"  {regime}: nothing recorded carries it"))
    else:
        line.append(b.Run(f"  {regime}"))
    return tuple(line)


_COLUMNS_TYPED = (
    ("Ref.", 10, "code"), ("Destination", 18, "text"), ("Recipient", 26, "text"), ("Verdict", 14, "status"),
    ("Verdict of each regime", 60, "text"), ("Other destinations", 22, "text"), ("Exporter", 24, "text"),
    ("Exporter's country", 15, "text"), ("Exporter's role", 13, "text"), ("Recipient's role", 13, "text"),
    ("Recipient established in", 17, "text"), ("Kind of recipient", 16, "text"), ("Activity and purpose", 34, "text"),
    ("Data subjects", 24, "text"), ("Categories of data", 32, "text"), ("Special categories", 26, "text"),
    ("Mechanism", 34, "text"),
    ("Assessment", 22, "text"), ("Supplementary measures", 48, "text"), ("Persons a year", 11, "count"),
    ("Retention", 18, "text"),
    ("Since", 12, "day"), ("Until", 12, "day"), ("Next review", 12, "day"), ("Owner", 16, "text"), ("Onward from", 11, "code"),
    ("Doubts of the reading", 28, "text"),
)  # fmt: skip
SHEET = tuple(b.SheetColumn(title, kind, width) for title, width, kind in _COLUMNS_TYPED)


def sheet(snapshot: Snapshot, authorities: Authorities) -> b.Sheet:
    """The same transfers as typed rows."""
    rows = [_typed(seen, name, snapshot, authorities) for name, held in by_destination(snapshot) for seen in held]
    return b.Sheet("Transfers", SHEET, tuple(rows), frozen=3)


def _typed(seen: Seen, destination: str, snapshot: Snapshot, authorities: Authorities) -> tuple[b.Value, ...]:
    words = snapshot.words

    def label(vocabulary: str, term: str | None) -> str:
        return words.label(vocabulary, term) if term else "Not stated"

    verdicts = [_in_full(one, snapshot, authorities) for one in seen.verdicts]
    return (
        seen.id, destination, seen.importer, say.status(seen.verdict, words), "\n".join(verdicts) or "Not judged",
        ", ".join(other_destinations(seen, snapshot)) or "None", seen.exporter, label("countries", seen.exporter_country),
        label("roles", seen.exporter_role), label("roles", seen.importer_role), label("countries", seen.importer_country),
        label("recipient_kinds", seen.importer_kind), flat(say.purposes(seen, words)), flat(say.subjects(seen, words)),
        flat(say.categories(seen, words)), say.special_words(seen, words).removeprefix("Special, ") or _no_special(seen),
        flat(say.mechanisms(seen, words, carried_by_adequacy(seen, authorities))), flat(say.assessment(seen, words)),
        flat(say.measures(seen, words)), "Not stated" if seen.persons is None else seen.persons, seen.retention or "Not stated",
        seen.valid_from or "Not stated", seen.valid_to or "Open", seen.review_on or "Not stated", seen.owner or "Not stated",
        seen.follows or "Not onward", "; ".join(words.label("flags", flag) for flag in seen.flags) or "None",
    )  # fmt: skip


def _in_full(one: Verdict, snapshot: Snapshot, authorities: Authorities) -> str:
    said = f"{snapshot.words.label('regimes', one.regime)}: {snapshot.words.label('verdicts', one.verdict).lower()}"
    return f"{said}, {authorities.named(one.ground)} ({authorities.provision(one.ground).act})" if one.ground else said


def _no_special(seen: Seen) -> str:
    return "None stated" if seen.data_categories or seen.special is False else "Not stated"


def legs_of(transfers: Iterable[Seen]) -> Iterable[tuple[Seen, Leg]]:
    """Every transfer with each of its destinations that the scope means; one without any comes with an empty one."""
    for seen in transfers:
        for leg in seen.legs or (Leg(),):
            if leg.asked:
                yield seen, leg
