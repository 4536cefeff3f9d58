"""The pages of one form: its parts as tables of field and entry, with where each field comes from and what is still open."""

from __future__ import annotations

from collections.abc import Iterator

from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports.content import flat
from transfer_register.reports.filing_pack.forms import Entry, Field, Form
from transfer_register.reports.filing_pack.long_entries import in_pages, rows_of
from transfer_register.reports.filing_pack.shape import SURE, UNVERIFIED, Filing, Part
from transfer_register.reports.register_of_transfers.saying import destination
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.wording import listed

# More numbers of transfers in one cell are counted, not listed.
_MOST_NAMED = 6
_SOURCED = {
    "read": marked("Source: {source} (read, at least in part)"),
    "secondary": marked("Source: {source} (read in a note on the law, not in the law)"),
    "memory": marked("Source: {source} (not verified: from memory)"),
    "uncertain": marked("Source: {source} (not verified: uncertain)"),
}


def open_mark() -> b.Line:
    """What stands in an entry that is open."""
    return (b.Status(say("To be completed"), "ring", "vermilion"),)


def sure_mark(confidence: str) -> b.Line:
    """How sure something is, as a mark where nobody read it."""
    word = say(SURE[confidence])
    tones = {"memory": ("diamond", "gold"), "uncertain": ("triangle", "vermilion")}
    return (b.Status(word, *tones[confidence]),) if confidence in tones else b.text(word, quiet=True)


def sourced(source: str, confidence: str) -> b.Cell:
    """Where something comes from and how sure it is, in one line where somebody read it."""
    if confidence in UNVERIFIED:
        return (b.text(say("Source: {source}", source=say(source)), quiet=True), sure_mark(confidence))
    return (b.text(say(_SOURCED[confidence], source=say(source)), quiet=True),)


def title_of(snapshot: Snapshot, filing: Filing, form: Form) -> str:
    """Who sends and who receives, as far as the transfers of a form have them in common."""
    if not form.transfers:
        return say("Blank form")
    first = form.transfers[0]
    if filing.one_for == "exporter":
        return first.exporter
    if filing.one_for == "pair" or not filing.references:
        return say("{exporter} to {importer}", exporter=first.exporter, importer=first.importer)
    return say("{number}: {exporter} to {importer}", number=first.id, exporter=first.exporter, importer=first.importer)


def form_pages(snapshot: Snapshot, filing: Filing, form: Form, number: int, several: bool) -> Iterator[b.Block]:
    """One form, beginning on a page of its own; `number` is its place among `several`."""
    yield b.PageBreak()
    yield b.Heading(title_of(snapshot, filing, form), anchor=f"form-{number}", numbered=False)
    yield b.Paragraph(b.text(_about(snapshot, filing, form)))
    for place, (part, fields) in enumerate(form.parts, 1):
        yield b.Heading(say(part.title), level=2, numbered=False)
        if part.says:
            yield b.Paragraph(b.text(say(part.says)))
        prefix = f"{number}.{place}" if several else str(place)
        rows = [row for at, one in enumerate(fields, 1) for row in rows_of(f"{prefix}.{at}", *_cells(filing, one))]
        # Said once for the part; a field says its own where it differs, and every field that nobody verified says so.
        source = say(_SOURCED[part.confidence], source=say(part.source))
        yield from (b.Table(_columns(part), (b.Group(some, source),)) for some in in_pages(rows))
    if filing.signed:
        yield b.Signatures((b.Signature(),))


def sheet(snapshot: Snapshot, filing: Filing, forms: tuple[Form, ...]) -> b.Sheet:
    """Every field of every form in a row."""
    columns = (
        b.SheetColumn(say("Form"), width=30), b.SheetColumn(say("Part"), width=30), b.SheetColumn(say("Field"), width=40),
        b.SheetColumn(say("Entry"), width=60), b.SheetColumn(say("State"), "status", 20), b.SheetColumn(say("Source"), width=30),
        b.SheetColumn(say("How sure"), width=30),
    )  # fmt: skip
    rows = tuple(
        (
            title_of(snapshot, filing, form), say(one.part.title), say(one.blank.label), flat(_texts(filing, one.entry)),
            state(one.entry), say(one.source), say(SURE[one.confidence]),
        )
        for form in forms
        for one in form.fields
    )  # fmt: skip
    return b.Sheet(say("Fields"), columns, rows)


def state(entry: Entry) -> b.Status:
    """Whether a field is filled in."""
    if entry.is_filled:
        return b.Status(say("Filled in"), "disc", "blue")
    if entry.texts:
        return b.Status(say("Filled in part"), "diamond", "gold")
    return b.Status(say("To be completed"), "ring", "vermilion")


def _columns(part: Part) -> tuple[b.Column, ...]:
    field, entry = (say(head) for head in part.heads) if part.heads else (say("Field"), say("Entry"))
    return (b.Column(say("No."), 12, "code"), b.Column(field, 74), b.Column(entry, 88))


def _about(snapshot: Snapshot, filing: Filing, form: Form) -> str:
    if not form.transfers:
        return say("No transfer within the scope is meant by this filing; the form is left blank.")
    number = len(form.transfers)
    places = list(dict.fromkeys(destination(leg, snapshot.words) for seen in form.transfers for leg in seen.legs))
    if not filing.references:
        return say("Destination: {places}.", places=listed(places)) if places else say("The destination is not stated.")
    transfers = _named(tuple(seen.id for seen in form.transfers))
    if not places:
        return says(
            "{n} transfer ({transfers}), its destination not stated.",
            "{n} transfers ({transfers}), their destinations not stated.",
            number,
            transfers=transfers,
        )
    return says(
        "{n} transfer ({transfers}) to {places}.", "{n} transfers ({transfers}) to {places}.", number, transfers=transfers,
        places=listed(places),
    )  # fmt: skip


def _label(one: Field) -> b.Cell:
    label = b.text(say(one.blank.label)) if one.is_verified else (b.Run(f"{say(one.blank.label)}  "), *sure_mark(one.confidence))
    hint = (b.text(say(one.blank.hint), quiet=True),) if one.blank.hint else ()
    if not one.is_own:
        return (label, *hint)
    return (label, *hint, b.text(say(_SOURCED[one.confidence], source=say(one.source)), quiet=True))


def _cells(filing: Filing, one: Field) -> tuple[b.Cell, b.Cell, b.Cell]:
    """The label of a field, how its further rows are called, and its entry."""
    held = "; ".join(one.entry.known)
    known = (b.text(say("The register holds: {what}", what=held), quiet=True),) if held else ()
    further = (b.text(say("{field}, continued", field=say(one.blank.label)), quiet=True),)
    return _label(one), further, (*_texts(filing, one.entry), *known)


def _texts(filing: Filing, entry: Entry) -> b.Cell:
    """The texts of an entry, each with the transfers that have it where not all have the same."""
    if not entry.texts:
        return (open_mark(),)
    told_apart = filing.references and not (entry.is_filled and len(entry.texts) == 1)
    shown: list[b.Line] = []
    for texts, ids in entry.texts:
        shown += map(b.text, texts)
        if told_apart:
            shown[-1] = (*shown[-1], *_behind(ids))
    if entry.lacking:
        shown.append((*open_mark(), *(_behind(entry.lacking) if filing.references else ())))
    return tuple(dict.fromkeys(shown))


def _behind(ids: tuple[str, ...]) -> b.Line:
    """The transfers of which a text is told, behind it."""
    return (b.Run(f"  [{_named(ids)}]", quiet=True),)


def _named(ids: tuple[str, ...]) -> str:
    if len(ids) <= _MOST_NAMED:
        return listed(list(ids))
    rest = len(ids) - _MOST_NAMED + 1
    return listed([*ids[: _MOST_NAMED - 1], says("{n} more", "{n} more", rest)])
