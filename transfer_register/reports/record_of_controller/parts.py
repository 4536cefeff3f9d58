"""The parts of the record: the activities on sheets or in a table, what has no role, and where the columns come from."""

from __future__ import annotations

from transfer_register.model import speech
from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports.record_of_controller.activities import Activity, Keeper
from transfer_register.reports.record_of_controller.cells import countries
from transfer_register.reports.record_of_controller.fields import FIELDS
from transfer_register.reports.record_of_controller.forms import SIGN, Form, FormColumn, Forms, confidence_words
from transfer_register.reports.snapshot import Seen, Snapshot
from transfer_register.reports.wording import day


def source_line(source: str, confidence: str) -> b.Line:
    """“Source: ...; not verified: from memory.”"""
    source = speech.term("records", source)
    return b.text(say("Source: {source}; {confidence}.", source=source, confidence=confidence_words(confidence)), quiet=True)


def _paragraph(words: str) -> b.Paragraph:
    return b.Paragraph(b.text(words), numbered=True)


def _cell(column: FormColumn, activity: Activity, snapshot: Snapshot) -> b.Cell:
    return FIELDS[column.field](activity, snapshot)


def activities(keepers: tuple[Keeper, ...], form: Form, snapshot: Snapshot) -> list[b.Block]:
    """Every activity in the layout of the form; without any, nothing."""
    if not keepers:
        return []
    blocks: list[b.Block] = []
    if any(column.unverified for column in form.columns):
        blocks.append(b.Notice(b.text(say(_SIGN, sign=SIGN)), tone="gold"))
    if form.layout == "table":
        return [b.Heading(say("Processing activities"), anchor="activities"), *blocks, *_table(keepers, form, snapshot)]
    blocks = [b.Heading(say("List of activities"), anchor="list"), *blocks, _list(keepers, form, snapshot)]
    for number, keeper in enumerate(keepers, 1):
        title = say("Activities of {controller}", controller=_short(keeper.name))
        blocks += [b.PageBreak(), b.Heading(title, anchor=f"controller-{number}")]
        for activity in keeper.activities:
            blocks += _sheet(activity, form, snapshot)
    return blocks


_SIGN = marked("{sign} The title of this column and its place in the form are not verified; the list of columns says why.")
_APART = marked("Entry; the provision on the record does not ask for it")
_VOLUNTARY = marked("Voluntary: the provision on the record does not ask for it")


def _sheet(activity: Activity, form: Form, snapshot: Snapshot) -> list[b.Block]:
    blocks: list[b.Block] = [b.Heading(_short(activity.name), level=2, anchor=f"activity-{activity.number}")]
    heads = (say("Item"), say("Entry"))
    required = tuple((one.head, _cell(one, activity, snapshot)) for one in form.required)
    voluntary = tuple((one.head, _cell(one, activity, snapshot)) for one in form.voluntary)
    blocks.append(b.Facts(required, heads=heads))
    if voluntary:
        blocks.append(b.Facts(voluntary, heads=(say("Voluntary"), say(_APART))))
    return blocks


_LONGEST = 110


def _short(name: str) -> str:
    """A name in one line that fits a heading; the rows of a workbook hold the whole of it."""
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rsplit(' ', 1)[0]} …"


def _list(keepers: tuple[Keeper, ...], form: Form, snapshot: Snapshot) -> b.Table:
    """The activities with the columns that the form has for its list, under their controller."""
    columns = (b.Column(say("Activity"), 60), *(b.Column(one.head, 40) for one in form.list))
    groups = []
    for keeper in keepers:
        rows = []
        for activity in keeper.activities:
            name = (b.text(_short(activity.name), strong=True, to=f"activity-{activity.number}"),)
            rows.append(b.Row((name, *(_cell(one, activity, snapshot) for one in form.list))))
        groups.append(b.Group(tuple(rows), keeper.name))
    return b.Table(columns, tuple(groups), caption=say("Activities by controller"), size="small")


# Titles of columns that hold long lists, and so get more room: by field.
_WIDE = {"recipients": 46, "security": 46, "countries": 42, "mechanisms": 60, "exceptional": 34, "data_categories": 36}


def _table(keepers: tuple[Keeper, ...], form: Form, snapshot: Snapshot) -> list[b.Block]:
    blocks: list[b.Block] = []
    for columns, caption in ((form.required, say("The record")), (form.voluntary, say(_VOLUNTARY))):
        if not columns:
            continue
        heads = tuple(
            b.Column(say("{title} (voluntary)", title=one.head) if one.voluntary else one.head, _WIDE.get(one.field, 30))
            for one in columns
        )
        groups = []
        for keeper in keepers:
            rows = tuple(
                b.Row((_named(activity), *(_cell(one, activity, snapshot) for one in columns))) for activity in keeper.activities
            )
            groups.append(b.Group(rows, keeper.name))
        blocks.append(b.Table((b.Column(say("Activity"), 36), *heads), tuple(groups), caption=caption, size="small"))
    return blocks


def _named(activity: Activity) -> b.Cell:
    return (
        b.text(_short(activity.name), strong=True),
        *(() if activity.named else (b.text(say("named after its purposes"), quiet=True),)),
        b.text(", ".join(seen.id for seen in activity.transfers), quiet=True),
    )


def role_missing(transfers: tuple[Seen, ...], snapshot: Snapshot) -> list[b.Block]:
    """The transfers that stand in no record, because nobody said whether the exporter is controller or processor."""
    if not transfers:
        return []
    said = says(
        "For {n} transfer nobody stated whether the exporter acts as controller or as processor. It stands in no record until "
        "that is stated.",
        "For {n} transfers nobody stated whether the exporter acts as controller or as processor. They stand in no record until "
        "that is stated.",
        len(transfers),
    )
    rows = tuple(
        b.Row((b.cell(seen.id), b.cell(seen.exporter), b.cell(seen.importer), countries((seen,), snapshot, recipients=False)))
        for seen in transfers
    )
    columns = (b.Column(say("Transfer"), 20, "code"), b.Column(say("Exporter"), 50), b.Column(say("Recipient"), 50),
               b.Column(say("Third countries"), 50))  # fmt: skip
    table = b.Table(columns, (b.Group(rows),), caption=say("Transfers in no record"), size="small", sheet=say("In no record"))
    return [b.Heading(say("Role of the exporter not stated"), anchor="no-role"), _paragraph(said), table]


def columns(form: Form, forms: Forms) -> list[b.Block]:
    """Every column with the provisions that ask for it, its source and how sure it is; and what of the form is left out."""
    rows = []
    for one in (*form.required, *form.voluntary):
        places = "; ".join(one.provisions)
        duty = say("Voluntary") if one.voluntary else say("In the record")
        meaning = (b.text(speech.term("records", one.says), quiet=True),) if one.says else ()
        rows.append(
            b.Row(
                (
                    (b.text(one.head, strong=True), *meaning),
                    b.cell(duty),
                    b.cell(places) if places else (b.text(say("No provision asks for it"), quiet=True),),
                    b.cell(speech.term("records", one.source)),
                    (b.text(confidence_words(one.confidence), strong=one.unverified),),
                )
            )
        )
    heads = (
        b.Column(say("Column"), 52), b.Column(say("Duty"), 20), b.Column(say("Provisions"), 52),
        b.Column(say("Source of the column"), 46), b.Column(say("How sure"), 42),
    )  # fmt: skip
    table = b.Table(heads, (b.Group(tuple(rows)),), caption=say("Columns of the form"), size="small", sheet=say("Columns"))
    sure = confidence_words(forms.provisions_confidence)
    blocks: list[b.Block] = [
        b.Heading(say("Columns and their source"), anchor="columns"),
        _paragraph(say(_PROVISIONS, confidence=sure, day=day(forms.checked_on))),
        table,
    ]
    if form.not_kept:
        blocks.append(_paragraph(say(_NOT_KEPT, columns="; ".join(speech.term("records", one) for one in form.not_kept))))
    return blocks


_PROVISIONS = marked("The provisions are cited as of {day}, {confidence}.")
_NOT_KEPT = marked("To be completed by hand, since this register does not keep it: {columns}.")
