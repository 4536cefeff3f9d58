"""What is open: transfers that nothing carries or that cannot be judged, with the facts to ask for; and what nobody said."""

from __future__ import annotations

from collections.abc import Callable

from transfer_register.reports import blocks as b
from transfer_register.reports.register_of_transfers import saying as say
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.register_of_transfers.transfers import verdict_line
from transfer_register.reports.snapshot import Seen, Snapshot
from transfer_register.reports.wording import count, plural, short_day

_MOST_REFS = 24
UNSETTLED = ("breached", "unknown", "not_judged")


def _open(snapshot: Snapshot) -> list[Seen]:
    order = list(snapshot.words.lists["verdicts"])
    held = [seen for seen in snapshot.transfers if seen.verdict in UNSETTLED or _overdue(seen, snapshot)]
    return sorted(held, key=lambda seen: (order.index(seen.verdict), seen.id))


def _overdue(seen: Seen, snapshot: Snapshot) -> bool:
    return seen.review_on is not None and seen.review_on < snapshot.on


def table(snapshot: Snapshot, authorities: Authorities) -> b.Table | None:
    """Breached first, then unknown, then not judged, then overdue reviews; None where nothing is open."""
    held = _open(snapshot)
    if not held:
        return None
    columns = (
        b.Column("Ref.", 14, "code"),
        b.Column("Recipient and destination", 44),
        b.Column("State", 60, "status"),
        b.Column("What is to be stated or done", 110),
        b.Column("Owner and next review", 36),
    )
    rows = tuple(_row(seen, snapshot, authorities) for seen in held)
    return b.Table(columns, (b.Group(rows),), caption="Open points", size="small", sheet="Open points")


def _row(seen: Seen, snapshot: Snapshot, authorities: Authorities) -> b.Row:
    words = snapshot.words
    open_verdicts = [one for one in seen.verdicts if one.verdict in UNSETTLED]
    state = tuple(verdict_line(one, snapshot, authorities) for one in open_verdicts) or ((say.status(seen.verdict, words),),)
    return b.Row(
        (
            (b.text(seen.id, to=seen.id),),
            (b.text(seen.importer), b.text(say.destination(say.deciding_leg(seen), words), quiet=True)),
            state,
            _to_do(seen, snapshot),
            (b.text(seen.owner or "owner not stated", quiet=not seen.owner), *say.since_and_review(seen, snapshot.on)[-1:]),
        )
    )


def _to_do(seen: Seen, snapshot: Snapshot) -> b.Cell:
    lines: list[b.Line] = []
    asked: list[str] = []
    for one in seen.verdicts:
        asked += [question for question in say.questions(one) if question not in asked and one.verdict in ("unknown", "breached")]
    lines += [b.text(question) for question in asked]
    if not asked and seen.verdict == "breached":
        lines.append(b.text("No fact is missing. The transfer needs a mechanism that stands, or it has to stop."))
    if seen.verdict == "not_judged":
        lines.append(b.text("No law that binds the exporter is loaded; a person has to look."))
    if seen.verdict == "unknown" and not asked:
        lines.append(b.text("The facts that would decide are not named by the law."))
    if seen.review_on and _overdue(seen, snapshot):
        lines.append(b.text(f"The review due on {short_day(seen.review_on)} is overdue."))
    return tuple(lines)


_MISSING: tuple[tuple[str, Callable[[Seen], bool]], ...] = (
    ("Destination", lambda seen: not any(leg.country for leg in seen.legs)),
    ("Mechanism", lambda seen: seen.mechanisms is None),
    ("Purpose", lambda seen: not seen.purposes and not seen.purpose_text),
    ("Data subjects", lambda seen: not seen.data_subjects),
    ("Categories of data", lambda seen: not seen.data_categories),
    ("Exporter's role", lambda seen: seen.exporter_role is None),
    ("Recipient's role", lambda seen: seen.importer_role is None),
    (
        "Assessment of the destination",
        lambda seen: not any(f"{kind}.{what}" in seen.facts for kind in say.ASSESSMENTS for what in ("exists", "dated_on")),
    ),
    ("Supplementary measures", lambda seen: not seen.measures and not any(name in seen.facts for name in say.MEASURES)),
    ("Start of the transfer", lambda seen: seen.valid_from is None),
    ("Next review", lambda seen: seen.review_on is None),
    ("Owner", lambda seen: not seen.owner),
)


def not_known(snapshot: Snapshot) -> b.Table | None:
    """What nobody stated, and the doubts of the reading, with the transfers concerned; None where all is stated."""
    rows = []
    for name, is_missing in _MISSING:
        if missing := [seen.id for seen in snapshot.transfers if is_missing(seen)]:
            rows.append(_missing_row(f"{name} not stated", missing, snapshot))
    doubts: dict[str, list[str]] = {}
    for seen in snapshot.transfers:
        for flag in seen.flags:
            doubts.setdefault(flag, []).append(seen.id)
    for flag, refs in sorted(doubts.items(), key=lambda item: (-len(item[1]), item[0])):
        rows.append(_missing_row(f"Doubt: {snapshot.words.label('flags', flag)}", refs, snapshot))
    if not rows:
        return None
    columns = (b.Column("What", 60), b.Column("Transfers", 18, "count"), b.Column("Of all", 14, "count"), b.Column("Which", 180))
    return b.Table(columns, (b.Group(tuple(rows)),), caption="What is not known", size="small", sheet="Not known")


def _missing_row(what: str, refs: list[str], snapshot: Snapshot) -> b.Row:
    total = len(snapshot.transfers)
    line: list[b.Run] = []
    if len(refs) == total:
        line.append(b.Run("All transfers of this extract"))
    else:
        for ref in refs[:_MOST_REFS]:
            line += [b.Run(ref, to=ref), b.Run("  ")]
        if len(refs) > _MOST_REFS:
            line.append(
                b.Run(f"and {plural(len(refs) - _MOST_REFS, 'more', 'more')}, all in the sheet “Transfers” of the Excel file")
            )
    share = f"{100 * len(refs) // total}\u00a0%" if len(refs) * 100 >= total else "under 1\u00a0%"
    return b.Row((b.cell(what), b.cell(count(len(refs))), b.cell(share), (tuple(line),)))
