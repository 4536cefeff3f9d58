"""The filled tables of the contracts as blocks, and as rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports.content import flat
from transfer_register.reports.contract_annexes.filling import TO_BE_COMPLETED, Filled
from transfer_register.reports.contract_annexes.forms import CONFIDENCE, Field, Form, Part, term
from transfer_register.reports.contract_annexes.packs import Pack, fitting
from transfer_register.reports.wording import listed

_SIGNED = marked("Signed for the parties to the tables above: {contract}.")
_IN_REGISTER = marked("In the register: {transfers}.")
_UNVERIFIED = ("memory", "secondary")
_FROM_MEMORY = marked("Not verified: what this table asks is from memory. Compare it with the official text before it is signed.")
_FROM_SECONDARY = marked(
    "Not verified: what this table asks is from secondary sources. Compare it with the official text before it is signed."
)
_FROM_BOTH = marked(
    "Not verified: what this table asks is from memory and secondary sources. Compare it with the official text before it is "
    "signed."
)
_SOME = marked("Entries with * are not verified: they are from memory. Compare them with the official text before it is signed.")
_NO_FIT = marked(
    "The roles recorded for {transfers} do not fit module {module}. Settle the roles or the module before anything is signed."
)
_STATES = {
    "complete": marked("Complete"),
    "open": marked("To be completed"),
    "blank": marked("To be completed"),
    "optional": marked("Not owed"),
    "withheld": marked("Withheld"),
}


def title(pack: Pack) -> str:
    """The heading of a contract: its parties and its module."""
    names = {"exporter": pack.exporter.name, "importer": pack.importer.name}
    if pack.module is None:
        return say("{exporter} to {importer}", **names)
    return say("{exporter} to {importer}, module {module}", **names, module=pack.module)


def section(number: int, pack: Pack, tables: tuple[Filled, ...]) -> Iterator[b.Block]:
    """One contract: its tables under headings, and lines to sign on."""
    if number > 1:
        yield b.PageBreak()
    yield b.Heading(title(pack), anchor=f"contract-{number}")
    yield b.Paragraph(b.text(_covers(pack, tables)))
    wrong = [seen.id for seen in pack.transfers if fitting(seen) not in (None, pack.module)]
    if pack.is_module_recorded and wrong:
        yield b.Notice(b.text(say(_NO_FIT, transfers=listed(wrong), module=pack.module)), tone="vermilion")
    for place, table in enumerate(tables):
        yield from _table(f"contract-{number}-{place}", table)
    yield b.Heading(say("Signatures"), level=2, anchor=f"contract-{number}-signed")
    yield b.Paragraph(b.text(say(_SIGNED, contract=title(pack))))
    yield b.Signatures((_signer(pack, is_exporter=True), _signer(pack, is_exporter=False)))


def _covers(pack: Pack, tables: tuple[Filled, ...]) -> str:
    left = sum(one.number_to_complete for one in tables)
    ids = listed([seen.id for seen in pack.transfers])
    flows = says("{n} flow of data", "{n} flows of data", len(pack.flows))
    if not left:
        return say("{flows}: {transfers}. Every entry is complete.", flows=flows, transfers=ids)
    entries = says("{n} entry is to be completed", "{n} entries are to be completed", left)
    return say("{flows}: {transfers}. {entries}.", flows=flows, transfers=ids, entries=entries)


def _signer(pack: Pack, *, is_exporter: bool) -> b.Signature:
    party = pack.exporter if is_exporter else pack.importer
    names = [one.name for one in party.contacts.get("signatory", ()) if one.name]
    side = marked("For the exporter, {name}") if is_exporter else marked("For the importer, {name}")
    return b.Signature(names[0] if len(names) == 1 else "", say(side, name=party.name))


def _table(anchor: str, table: Filled) -> Iterator[b.Block]:
    yield b.Heading(heading(table), level=2, anchor=anchor)
    sentence = unverified(table.part)
    is_marked = sentence == _SOME
    lead = [say(_IN_REGISTER, transfers=listed([seen.id for seen in table.flow.transfers]))] if table.flow else []
    lead += [say(sentence)] if sentence and table.place == 1 else []
    if lead:
        yield b.Paragraph(tuple(b.Run(("" if at == 0 else " ") + one, quiet=True) for at, one in enumerate(lead)))
    if table.part.repeat == "sub_processors" and table.columns != ("",):
        yield _one_row_each(table)
        return
    heads = [say("Content")] if table.columns == ("",) else list(table.columns)
    columns = (b.Column(say("Entry"), 50), *(b.Column(name, max(20, 130 // len(heads))) for name in heads))
    rows_ = tuple(
        b.Row(((b.text(_label(field, is_marked), strong=True),), *(one.cell for one in answers))) for field, answers in table.rows
    )
    yield b.Table(columns, (b.Group(rows_),))


def _one_row_each(table: Filled) -> b.Table:
    """Sub-processors below one another: there may be many of them."""
    columns = tuple(
        b.Column(term(field.label), 60 if at == len(table.rows) - 1 else 40) for at, (field, _) in enumerate(table.rows)
    )
    rows = tuple(b.Row(tuple(answers[at].cell for _, answers in table.rows)) for at in range(len(table.columns)))
    return b.Table(columns, (b.Group(rows),))


def heading(table: Filled) -> str:
    """The title of a table; of several flows each with its number."""
    if table.places == 1:
        return term(table.part.title)
    return say("{part}, flow {number} of {all}", part=term(table.part.title), number=table.place, all=table.places)


def _label(field: Field, is_marked: bool) -> str:
    return f"{term(field.label)} *" if is_marked and field.confidence in _UNVERIFIED else term(field.label)


def unverified(part: Part) -> str:
    """What must be said of a part whose entries nobody checked; empty where all were."""
    kinds = {field.confidence for field in part.fields}
    if not kinds & set(_UNVERIFIED):
        return ""
    if kinds - set(_UNVERIFIED):
        return _SOME
    return {"memory": _FROM_MEMORY, "secondary": _FROM_SECONDARY}[kinds.pop()] if len(kinds) == 1 else _FROM_BOTH


def sources(form: Form) -> tuple[b.Block, ...]:
    """Every field of the form with the provision that asks for it, and how sure that is."""
    groups = tuple(
        b.Group(
            tuple(
                b.Row((b.cell(term(field.label)), b.cell(field.source), b.cell(say(CONFIDENCE[field.confidence]))))
                for field in part.fields
            ),
            title=term(part.title),
        )
        for part in form.parts
    )
    columns = (b.Column(say("Entry"), 80), b.Column(say("Asked for by"), 50), b.Column(say("How sure"), 50))
    unsure = sum(1 for part in form.parts for field in part.fields if field.confidence in _UNVERIFIED)
    number = sum(len(part.fields) for part in form.parts)
    return (
        b.Heading(say("Entries of the form and their sources"), anchor="sources"),
        b.Paragraph(b.text(say(_HOW_SURE, unsure=unsure, number=number)), numbered=True),
        b.Table(columns, groups, size="small"),
    )


_HOW_SURE = marked(
    "Of {number} entries of this form, {unsure} are not verified against the official text. The wording of the clauses is not "
    "part of this document and must not be changed."
)


def sheet(form: Form, made: tuple[tuple[Pack, tuple[Filled, ...]], ...]) -> b.Sheet:
    """Every entry as a row."""
    columns = (
        b.SheetColumn(say("Contract"), width=40),
        b.SheetColumn(say("Table"), width=34),
        b.SheetColumn(say("Of"), width=30),
        b.SheetColumn(say("Entry"), width=40),
        b.SheetColumn(say("Content"), width=60),
        b.SheetColumn(say("State"), width=18),
        b.SheetColumn(say("Asked for by"), width=26),
        b.SheetColumn(say("How sure"), width=30),
    )
    rows = tuple(
        (
            title(pack), heading(table), column or say("The contract"), term(field.label), flat(answer.cell),
            say(_STATES[answer.state]), field.source, say(CONFIDENCE[field.confidence]),
        )
        for pack, tables in made
        for table in tables
        for field, answers in table.rows
        for column, answer in zip(table.columns, answers, strict=True)
    )  # fmt: skip
    return b.Sheet(say("Entries"), columns, rows)


def draft(left: int) -> b.Notice:
    """The box that says how much is to be completed."""
    head = says("Draft: {n} entry is to be completed", "Draft: {n} entries are to be completed", left)
    return b.Notice(b.text(say(_DRAFT, words=say(TO_BE_COMPLETED))), tone="vermilion", head=b.text(head))


_DRAFT = marked("Each of them stands in its table with the words “{words}”: the register holds nothing for it, or not enough.")
