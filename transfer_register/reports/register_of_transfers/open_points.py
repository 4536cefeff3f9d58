"""What is open: transfers that nothing carries or that cannot be judged, with the facts to ask for; and what nobody said."""

from __future__ import annotations

from collections.abc import Callable

from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.register_of_transfers.transfers import verdict_line
from transfer_register.reports.snapshot import Seen, Snapshot
from transfer_register.reports.wording import count, short_day

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
    kept_back = sum(1 for seen in snapshot.transfers if "verdicts" in seen.withheld)
    if not held and not kept_back:
        return None
    columns = (
        b.Column(say("Ref."), 14, "code"),
        b.Column(say("Recipient and destination"), 44),
        b.Column(say("State"), 60, "status"),
        b.Column(say("What is to be stated or done"), 110),
        b.Column(say("Owner and next review"), 36),
    )
    rows = tuple(_row(seen, snapshot, authorities) for seen in held) + ((_withheld(kept_back),) if kept_back else ())
    return b.Table(columns, (b.Group(rows),), caption=say("Open points"), size="small", sheet=say("Open points"))


def _withheld(number: int) -> b.Row:
    """That verdicts are kept back must not read as if nothing were open."""
    withheld = b.cell(say("Withheld"))
    told = says(
        "The verdict of {n} transfer is withheld, and with it what is open.",
        "The verdicts of {n} transfers are withheld, and with them what is open.",
        number,
    )
    return b.Row((withheld, withheld, withheld, b.cell(told), withheld))


def _row(seen: Seen, snapshot: Snapshot, authorities: Authorities) -> b.Row:
    words = snapshot.words
    open_verdicts = [one for one in seen.verdicts if one.verdict in UNSETTLED]
    state = tuple(verdict_line(one, snapshot, authorities) for one in open_verdicts) or ((saying.status(seen.verdict, words),),)
    return b.Row(
        (
            (b.text(seen.id, to=seen.id),),
            (b.text(seen.importer), b.text(saying.destination(saying.deciding_leg(seen), words), quiet=True)),
            state,
            _to_do(seen, snapshot),
            (
                b.text(seen.owner or say("owner not stated"), quiet=not seen.owner),
                *saying.since_and_review(seen, snapshot.on)[-1:],
            ),
        )
    )


def _to_do(seen: Seen, snapshot: Snapshot) -> b.Cell:
    lines: list[b.Line] = []
    asked: list[str] = []
    for one in seen.verdicts:
        asked += [
            question for question in saying.questions(one) if question not in asked and one.verdict in ("unknown", "breached")
        ]
    lines += [b.text(question) for question in asked]
    if not asked and seen.verdict == "breached":
        lines.append(b.text(say("No fact is missing. The transfer needs a mechanism that stands, or it has to stop.")))
    if seen.verdict == "not_judged":
        lines.append(b.text(say("No law that binds the exporter is loaded; a person has to look.")))
    if seen.verdict == "unknown" and not asked:
        lines.append(b.text(say("The facts that would decide are not named by the law.")))
    if seen.review_on and _overdue(seen, snapshot):
        lines.append(b.text(say("The review due on {day} is overdue.", day=short_day(seen.review_on))))
    return tuple(lines)


_MISSING: tuple[tuple[str, Callable[[Seen], bool]], ...] = (
    (marked("Destination not stated"), lambda seen: not any(leg.country for leg in seen.legs)),
    (marked("Mechanism not stated"), lambda seen: seen.mechanisms is None),
    (marked("Purpose not stated"), lambda seen: not seen.purposes and not seen.purpose_text),
    (marked("Data subjects not stated"), lambda seen: not seen.data_subjects),
    (marked("Categories of data not stated"), lambda seen: not seen.data_categories),
    (marked("Exporter's role not stated"), lambda seen: seen.exporter_role is None),
    (marked("Recipient's role not stated"), lambda seen: seen.importer_role is None),
    (
        marked("Assessment of the destination not stated"),
        lambda seen: (
            "assessment" not in seen.withheld
            and not any(f"{kind}.{what}" in seen.facts for kind in saying.ASSESSMENTS for what in ("exists", "dated_on"))
        ),
    ),
    (
        marked("Supplementary measures not stated"),
        lambda seen: not seen.measures and not any(name in seen.facts for name in saying.MEASURES),
    ),
    (marked("Start of the transfer not stated"), lambda seen: seen.valid_from is None),
    (marked("Next review not stated"), lambda seen: seen.review_on is None and "review_on" not in seen.withheld),
    (marked("Owner not stated"), lambda seen: not seen.owner),
)


def not_known(snapshot: Snapshot) -> b.Table | None:
    """What nobody stated, and the doubts of the reading, with the transfers concerned; None where all is stated."""
    rows = []
    for name, is_missing in _MISSING:
        if missing := [seen.id for seen in snapshot.transfers if is_missing(seen)]:
            rows.append(_missing_row(say(name), missing, snapshot))
    doubts: dict[str, list[str]] = {}
    for seen in snapshot.transfers:
        for flag in seen.flags:
            doubts.setdefault(flag, []).append(seen.id)
    for flag, refs in sorted(doubts.items(), key=lambda item: (-len(item[1]), item[0])):
        rows.append(_missing_row(say("Doubt: {what}", what=snapshot.words.label("flags", flag)), refs, snapshot))
    if not rows:
        return None
    columns = (
        b.Column(say("What"), 60),
        b.Column(say("Transfers"), 18, "count"),
        b.Column(say("Of all"), 14, "count"),
        b.Column(say("Which"), 180),
    )
    return b.Table(columns, (b.Group(tuple(rows)),), caption=say("What is not known"), size="small", sheet=say("Not known"))


_MORE = marked("and {number} more, all in the sheet “Transfers” of the Excel file")


def _missing_row(what: str, refs: list[str], snapshot: Snapshot) -> b.Row:
    total = len(snapshot.transfers)
    line: list[b.Run] = []
    if len(refs) == total:
        line.append(b.Run(say("All transfers of this extract")))
    else:
        for ref in refs[:_MOST_REFS]:
            line += [b.Run(ref, to=ref), b.Run("  ")]
        if len(refs) > _MOST_REFS:
            line.append(b.Run(say(_MORE, number=count(len(refs) - _MOST_REFS))))
    share = f"{100 * len(refs) // total}\u00a0%" if len(refs) * 100 >= total else say("under 1\u00a0%")
    return b.Row((b.cell(what), b.cell(count(len(refs))), b.cell(share), (tuple(line),)))
