"""The page at the end of a review: what changed in the period, and the same page again as a document, as it was signed."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from transfer_register.actions.report import MEDIA, Produced
from transfer_register.actions.review_found import Looked, Recorded, what_changes
from transfer_register.errors import Refused
from transfer_register.exhibits import law_words
from transfer_register.exhibits.review_words import COLUMNS, title_of
from transfer_register.law.in_force import Change
from transfer_register.model.review import Counted, Decision, Happened, Left, Page, Review
from transfer_register.register.register import Register
from transfer_register.reports import report, text_gate
from transfer_register.reports.content import problems
from transfer_register.reports.making import Making
from transfer_register.reports.quarter.pages import ASSESSMENTS, DECISIONS, FORMATS, LAWS, LEFT, Paper, document

__all__ = ["FORMATS", "as_document", "page_of"]

_APPROVED = """
SELECT (state ->> '$.approval.on')::DATE AS day, any_value(state ->> '$.title') AS title, id,
    any_value(len(json_extract_string(state, '$.transfers[*]'))) AS transfers
FROM other_history
WHERE kind = 'assessment' AND live AND from_sequence <= $upto AND (state ->> '$.approval.on')::DATE BETWEEN $first AND $last
GROUP BY id, day ORDER BY day DESC, id
"""
_EVENTS = """
SELECT (state ->> '$.effective_on')::DATE AS day, state ->> '$.title' AS title, id,
    len(json_extract_string(state, '$.affected[*]')) AS transfers
FROM other_history
WHERE kind = 'event' AND live AND from_sequence <= $upto AND (to_sequence IS NULL OR to_sequence > $upto)
  AND (state ->> '$.effective_on')::DATE BETWEEN $first AND $last
ORDER BY day, id
"""


def page_of(looked: Looked) -> Page:
    """The page of a period as it stands now: every number asked of an exhibit, or counted over its rows."""
    counts = looked.counts().dicts()
    cards = looked.cards().dicts()
    verdicts, bands = (_counted(counts, name) for name in ("verdict", "band"))
    laws, assessments, decisions, left = _laws(looked, cards), _assessments(looked), _decisions(cards), _left(cards)
    one_sided = {row["counted"]: row["before"] + row["after"] for row in counts if row["counted"] in ("begun", "ended")}
    return Page(
        before=looked.before, on=looked.on, law_on=looked.law_on,
        transfers=(sum(each.before for each in verdicts), sum(each.after for each in verdicts)),
        begun=one_sided.get("begun", 0), ended=one_sided.get("ended", 0), verdicts=verdicts, bands=bands,
        laws=laws[:LAWS], laws_more=max(0, len(laws) - LAWS),
        assessments=assessments[:ASSESSMENTS], assessments_more=max(0, len(assessments) - ASSESSMENTS),
        cards={column: number for column in COLUMNS if (number := sum(card["lies"] == column for card in cards))},
        decisions=decisions[:DECISIONS], decisions_more=max(0, len(decisions) - DECISIONS), left=left[:LEFT],
        left_more=max(0, len(left) - LEFT),
    )  # fmt: skip


def _counted(rows: list[dict[str, Any]], name: str) -> tuple[Counted, ...]:
    return tuple(Counted(value=row["value"], before=row["before"], after=row["after"]) for row in rows if row["counted"] == name)


def _laws(looked: Looked, cards: list[dict[str, Any]]) -> tuple[Happened, ...]:
    """What the law changed of that on which some transfer rests, and the events that were recorded; by day."""
    touched = Counter(
        (why["source"], why["day"]) for card in cards for why in card["why"] if why["kind"] == "law"
    )  # fmt: skip
    words, provisions = looked.register.words, looked.register.law.provisions
    found = []
    for change in looked.laws:
        number = touched.get((change.provision.id, change.day), 0)
        if number:
            name = law_words.name(provisions[change.provision.id], words)
            source = (change.after or change.before).source
            cite = ", ".join(part for part in (source.act, source.article) if part)
            found.append(
                Happened(on=change.day, what=f"{name} {_verb(change, looked.on)}", transfers=number, source=cite or None)
            )
    rows = looked.register.ask(_EVENTS, _period(looked)).dicts()
    found += [Happened(on=row["day"], what=row["title"], transfers=row["transfers"] or 0, source=row["id"]) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.on, each.what)))


def _verb(change: Change, on: date) -> str:
    what = what_changes(change)
    return what if change.day > on else {"begins": "began", "ends": "ended", "changes": "changed"}[what]


def _assessments(looked: Looked) -> tuple[Happened, ...]:
    rows = looked.register.ask(_APPROVED, _period(looked)).dicts()
    return tuple(
        Happened(on=row["day"], what=row["title"], transfers=row["transfers"] or 0, source=row["id"]) for row in rows
    )  # fmt: skip


def _period(looked: Looked) -> dict[str, Any]:
    return {"first": looked.first, "last": looked.last, "upto": looked.register.known(looked.known_on)}


def _decisions(cards: list[dict[str, Any]]) -> tuple[Decision, ...]:
    """What was decided with a reason, those of one recipient, reason and day together; the gravest verdict first."""
    together: dict[tuple, list[dict[str, Any]]] = {}
    for card in cards:
        if card["moved_why"] and card["moved_to"] != "to_check":
            key = (card["importer"], card["moved_to"], card["moved_why"], card["moved_by"], card["moved_on"])
            together.setdefault(key, []).append(card)
    return tuple(
        Decision(
            recipient=held[0]["importer_name"] or "Not stated", transfers=len(held), column=column, verdict=held[0]["verdict"],
            why=why, by=by, on=on,
        )
        for (_, column, why, by, on), held in together.items()
    )  # fmt: skip


def _left(cards: list[dict[str, Any]]) -> tuple[Left, ...]:
    """The recipients of cards that are not done, in the order of the board: the worst first."""
    together: dict[str, list[dict[str, Any]]] = {}
    for card in cards:
        if card["lies"] != "done":
            together.setdefault(card["importer"], []).append(card)
    return tuple(
        Left(recipient=held[0]["importer_name"] or "Not stated", transfers=len(held), verdict=held[0]["verdict"])
        for held in together.values()
    )


def as_document(
    looked: Looked, format: str, *, at: datetime, actor: str
) -> Produced:  # fmt: skip
    """The page as a file: as it was signed, the same bytes every time; or as it stands, and says that nobody signed it.

    Raises `Refused` for a format that there is not.
    """
    if format not in FORMATS:
        raise Refused(f"The page comes as {', '.join(FORMATS)}, not as {format}.")
    register, recorded = looked.register, looked.recorded
    signed = recorded is not None and recorded.signed
    title = title_of(looked.first, looked.last)
    review = recorded.review if signed else Review(title=title, first=looked.first, last=looked.last, page=page_of(looked))
    clean = text_gate.clean_document(
        document(Paper(recorded.id if recorded else None, review, _organisation(looked), register.words))
    )
    if wrong := problems(clean):
        raise ValueError("\n".join(str(one) for one in wrong[:20]))
    making = _signed_making(register, recorded) if signed else Making.of(register, at, actor)
    notes = [text_gate.sentence(clean.replaced)] if clean.replaced else []
    return Produced(report.file_name(clean, format), MEDIA[format], report.render(clean, format, making), notes)


def _organisation(looked: Looked) -> str:
    """The name as it stood when the review was signed: a later one must not change what was signed."""
    versions = looked.register.history("organisation")
    if looked.recorded and looked.recorded.signed:
        versions = [each for each in versions if each.sequence <= (looked.recorded.review.sequence or 0)]
    state = versions[-1].state if versions else None
    return (state or {}).get("name") or "Organisation not stated"


def _signed_making(register: Register, recorded: Recorded) -> Making:
    """The facts of the making are those of the signature, so that the same file comes out whenever it is made."""
    written = next(each for each in register.history(recorded.id) if each.version == recorded.version)
    last = register.journal.entry(recorded.review.sequence or 0)
    by = recorded.review.signature.by if recorded.review.signature else ""
    head = (last.sequence, last.hash, last.at) if last else (0, "", "")
    return Making(datetime.fromisoformat(written.at), by, *head)
