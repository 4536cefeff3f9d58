"""The tables of the record of a processor: who keeps it, controllers served, processing, voluntary fields, sources."""

from __future__ import annotations

from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.content import flat
from transfer_register.reports.record_of_controller import contacts, safeguards
from transfer_register.reports.record_of_controller.cells import countries, gathered, not_stated, silence
from transfer_register.reports.record_of_controller.forms import confidence_words, read_forms
from transfer_register.reports.record_of_processor.served import Processor, Served
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.wording import day, plural

_OWN = ("dpo", "eu_representative", "uk_representative", "ch_representative", "privacy_contact")
_THEIRS = ("dpo", "eu_representative", "uk_representative", "ch_representative")


def _table(columns: tuple[b.Column, ...], rows: list[b.Row], caption: str, sheet: str = "") -> b.Table:
    return b.Table(columns, (b.Group(tuple(rows)),), caption=caption, size="small", sheet=sheet)


def keepers(held: tuple[Processor, ...], snapshot: Snapshot) -> b.Table:
    """The processors with their contacts and the laws that were asked."""
    rows, heads = [], ()
    for one in held:
        said = [*contacts.rows(one.id, one.name, one.country, _OWN, snapshot)]
        said.append((say("Laws that were asked"), contacts.bound_by(one.transfers, snapshot)))
        said.append((say("In this record"), b.cell(plural(len(one.transfers), "transfer"))))
        rows.append(b.Row(tuple(cell for _, cell in said)))
        heads = tuple(label for label, _ in said)
    return _table(_columns(heads), rows, say("Processors and their contacts"), say("Processors"))


def _columns(heads: tuple[str, ...]) -> tuple[b.Column, ...]:
    return tuple(b.Column(title, 34 if place == 0 else 24) for place, title in enumerate(heads))


def controllers(held: tuple[Processor, ...], snapshot: Snapshot) -> list[b.Block]:
    """Each controller served with its representative and data protection officer; who is not named is said to be missing."""
    rows, heads, missing = [], (), 0
    for processor in held:
        seen_before = set()
        for one in processor.served:
            if not one.controller:
                missing += len(one.transfers)
                continue
            if one.controller in seen_before:
                continue
            seen_before.add(one.controller)
            said = contacts.rows(one.controller, one.name, one.country, _THEIRS, snapshot)
            rows.append(b.Row((b.cell(processor.name), *(cell for _, cell in said))))
            heads = (say("Processor"), *(label for label, _ in said))
    blocks: list[b.Block] = []
    if rows:
        blocks.append(_table(_columns(heads), rows, say("Controllers served, with their contacts"), say("Controllers")))
    if missing:
        words = say(
            "The controller served is to be completed for {transfers}.", transfers=plural(missing, "transfer")
        )  # fmt: skip
        blocks.append(b.Paragraph(b.text(words), numbered=True))
    return blocks


def _controller(one: Served) -> b.Cell:
    return b.cell(one.name) if one.controller else (b.text(one.name, quiet=True),)


def _category(one: Served) -> b.Cell:
    return b.cell(one.category) if one.category else (not_stated(),)


def _ids(one: Served) -> str:
    return ", ".join(seen.id for seen in one.transfers)


def _measures(one: Served, snapshot: Snapshot) -> b.Cell:
    lines: dict[b.Line, None] = {}
    for seen in one.transfers:
        lines.update(dict.fromkeys(saying.measures(seen, snapshot.words)))
    return tuple(lines)


def _required(one: Served, snapshot: Snapshot) -> tuple[b.Cell, ...]:
    return (
        _controller(one),
        _category(one),
        countries(one.transfers, snapshot, recipients=False),
        safeguards.exceptional(one.transfers, snapshot),
        _measures(one, snapshot),
        b.cell(_ids(one)),
    )


def _required_heads() -> tuple[tuple[str, int], ...]:
    return (
        (say("Controller"), 40),
        (say("Categories of processing"), 44),
        (say("Third countries or international organisations"), 44),
        (say("Documented safeguards, Article 49(1) second subparagraph"), 40),
        (say("General description of security measures"), 56),
        (say("Transfers"), 24),
    )


def processing(held: tuple[Processor, ...], snapshot: Snapshot) -> b.Table:
    """One row a controller and category, under the processor."""
    groups = tuple(b.Group(tuple(b.Row(_required(one, snapshot)) for one in each.served), each.name) for each in held)
    columns = tuple(b.Column(title, width) for title, width in _required_heads())
    return b.Table(columns, groups, caption=say("Processing on behalf of controllers"), size="small")


def _optional(one: Served, snapshot: Snapshot) -> tuple[b.Cell, ...]:
    return (
        _controller(one),
        gathered(one.transfers, lambda seen: (seen.importer,)),
        safeguards.mechanisms(one.transfers, snapshot),
        _facts(one, "scc.controller_instructions_passed_on"),
        _facts(one, "art28_contract.exists"),
        b.cell(_ids(one)),
    )


def _optional_heads() -> tuple[tuple[str, int], ...]:
    return (
        (say("Controller"), 40), (say("Recipients (voluntary)"), 44), (say("Mechanism of the transfer (voluntary)"), 60),
        (say("Instructions of the controller passed on (voluntary)"), 36), (say("Processor contract on file (voluntary)"), 36),
        (say("Transfers"), 24),
    )  # fmt: skip


def _facts(one: Served, name: str) -> b.Cell:
    """Yes, no, or not stated, with the transfers where they differ."""
    words = {True: say("Yes"), False: say("No")}
    held: dict[str, list[str]] = {}
    for seen in one.transfers:
        held.setdefault(words[seen.facts[name] is True] if name in seen.facts else silence(seen), []).append(seen.id)
    lines = []
    for said, ids in held.items():
        line = [b.Run(said, quiet=said not in words.values())]
        lines.append((*line, *([b.Run(f"  {', '.join(ids)}", quiet=True)] if len(held) > 1 else [])))
    return tuple(lines)


def voluntary(held: tuple[Processor, ...], snapshot: Snapshot) -> b.Table:
    """Recipients, mechanism, instructions and contract, apart from the record."""
    groups = tuple(b.Group(tuple(b.Row(_optional(one, snapshot)) for one in each.served), each.name) for each in held)
    columns = tuple(b.Column(title, width) for title, width in _optional_heads())
    return b.Table(columns, groups, caption=say("Voluntary fields"), size="small")


def sheets(held: tuple[Processor, ...], snapshot: Snapshot) -> tuple[b.Sheet, ...]:
    """The record and the voluntary fields as rows; none where there is no processor."""
    if not held:
        return ()
    found = []
    for name, heads, cells in (
        (say("Processing"), _required_heads(), _required), (say("Voluntary"), _optional_heads(), _optional),
    ):  # fmt: skip
        columns = (b.SheetColumn(say("Processor"), width=28), *(b.SheetColumn(title, width=32) for title, _ in heads))
        rows = tuple((each.name, *(flat(cell) for cell in cells(one, snapshot))) for each in held for one in each.served)
        found.append(b.Sheet(name, columns, rows, frozen=2))
    return tuple(found)


# What the columns are, and where the law asks for them, as in the field list of the register: P03 to P05, T01, T04, D03, S01.
_COLUMNS = (
    (marked("Processor, representative, data protection officer"), "GDPR 30(2)(a); UK GDPR 30(2)(a); FADP 12(3)"),
    (marked("Each controller served"), "GDPR 30(2)(a); UK GDPR 30(2)(a); FADP 12(3)"),
    (marked("Categories of processing"), "GDPR 30(2)(b); UK GDPR 30(2)(b); FADP 12(3)"),
    (marked("Third countries or international organisations"), "GDPR 30(2)(c); UK GDPR 30(2)(c); FADP 12(3)"),
    (marked("Documented safeguards, Article 49(1) second subparagraph"), "GDPR 30(2)(c), 49(6); UK GDPR 30(2)(c), 49(6)"),
    (marked("General description of security measures"), "GDPR 30(2)(d); UK GDPR 30(2)(d); FADP 12(3)"),
)


def columns() -> list[b.Block]:
    """Every column with its provisions, and how sure they are."""
    forms = read_forms()
    rows = [
        b.Row(((b.text(say(title), strong=True),), b.cell(say("In the record")), b.cell(places))) for title, places in _COLUMNS
    ]
    rows.append(
        b.Row(
            (
                (b.text(say("Recipients, mechanism, instructions, contract"), strong=True),),
                b.cell(say("Voluntary")),
                (b.text(say("No provision on the record asks for it"), quiet=True),),
            )
        )
    )
    heads = (b.Column(say("Column"), 70), b.Column(say("Duty"), 24), b.Column(say("Provisions"), 80))
    sure = confidence_words(forms.provisions_confidence)
    words = say("The provisions are cited as of {day}, {confidence}.", confidence=sure, day=day(forms.checked_on))
    return [
        b.Heading(say("Columns and their source"), anchor="columns"),
        b.Paragraph(b.text(words), numbered=True),
        _table(heads, rows, say("Columns of the record"), say("Columns")),
    ]
