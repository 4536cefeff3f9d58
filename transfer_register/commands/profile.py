"""`intake profile list | keep | rename | end`: what the columns of a kind of file are, kept so that the next one is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.actions import profiles, take_in
from transfer_register.actions.profiles import Kept
from transfer_register.commands.call import Answered, Call, read_bytes, table
from transfer_register.errors import Refused
from transfer_register.exhibits.style import day
from transfer_register.intake.bring_in import MappedTable
from transfer_register.intake.heading_words import labels
from transfer_register.intake.recognise import heading_key, heading_text
from transfer_register.model.roles import ROLES
from transfer_register.register.register import Register

# How a mapping is written down on the command line, for the sentences that ask for one.
_MAP = "--map 'HEADING=FIELD'"


def add_verbs(subparsers, shared) -> None:
    parser = subparsers.add_parser("profile", parents=[shared], help="what columns of a kind of file are, kept for the next one")
    verbs = parser.add_subparsers(dest="act", required=True, metavar="VERB", parser_class=type(parser))
    listed = verbs.add_parser("list", parents=[shared], help="every profile that is kept")
    listed.set_defaults(run=list_)
    keeps = verbs.add_parser("keep", parents=[shared], help="keeps what the columns of a file are, under a name")
    keeps.add_argument("name", metavar="NAME")
    keeps.add_argument("file", metavar="FILE")
    keeps.add_argument(
        "--map", metavar="HEADING=FIELD", action="append", default=[], help="what a column is; no field: text only"
    )
    keeps.add_argument("--sheet", metavar="S", help="one sheet of a workbook")
    keeps.add_argument("--exporter", metavar="NAME", help="who exports, in every row: a party's id or name")
    keeps.add_argument("--exporter-role", choices=ROLES)
    keeps.add_argument("--recipient-role", choices=ROLES)
    keeps.set_defaults(run=keep)
    renames = verbs.add_parser("rename", parents=[shared], help="gives a profile another name")
    renames.add_argument("name", metavar="NAME", help="its name or id")
    renames.add_argument("other", metavar="NEW")
    renames.set_defaults(run=rename)
    ends = verbs.add_parser("end", parents=[shared], help="ends a profile; its past stays")
    ends.add_argument("name", metavar="NAME", help="its name or id")
    ends.set_defaults(run=end)


def list_(call: Call) -> Answered:
    """Every profile as it stands, with who changed it last."""
    there = profiles.kept(call.register)
    rows = [(each.id, each.profile.name, len(each.profile.headings), each.by, day(each.at.date())) for each in there]
    lines = table(rows, ("Id", "Name", "Headings", "Changed by", "On")) if rows else ["No profile is kept."]
    return Answered([_document(each) for each in there], lines)


def keep(call: Call) -> Answered:
    """Keeps the columns of the first table that names recipients, as they were guessed, as the profile had them, and as said."""
    register, words = call.made_register, call.words
    before = next((each for each in profiles.kept(register) if heading_key(each.profile.name) == heading_key(words.name)), None)
    said = dict(_column(text) for text in words.map)
    options = take_in.Options(sheet=words.sheet, mapping=said or None, profile=before.id if before else "")
    found = _list_of(take_in.preview(register, read_bytes(words.file), Path(words.file).name, options), words.file, said)
    all_rows = {
        "exporter": party_id(register, words.exporter) if words.exporter else None,
        "exporter_role": words.exporter_role, "importer_role": words.recipient_role,
    }  # fmt: skip
    if words.exporter and all_rows["exporter"] is None:
        raise Refused(f"--exporter {words.exporter}: no party of the register, or several, have that name. Name one by its id.")
    old = {name: getattr(before.profile, name) for name in profiles.OF_ALL_ROWS} if before else {}
    profile = profiles.of_table(words.name, found, old | {name: value for name, value in all_rows.items() if value})
    id = profiles.keep(register, profile, actor=call.actor, at=call.at)
    kept = next(each for each in profiles.kept(register) if each.id == id)
    rows = [(heading, labels().get(field, "") or "kept as text only") for heading, field in profile.fields.items()]
    return Answered(_document(kept), [f"{id} “{profile.name}”, version {kept.version}:", *table(rows, ("Heading", "Taken for"))])


def rename(call: Call) -> Answered:
    """Gives a profile another name; its id stays."""
    before = profiles.named(call.register, call.words.name)
    profiles.rename(call.register, before.id, call.words.other, actor=call.actor, at=call.at)
    return Answered(
        _document(profiles.named(call.register, before.id)), [f"{before.id}: “{before.profile.name}” is “{call.words.other}” now"]
    )


def end(call: Call) -> Answered:
    """Ends a profile; files of its kind are read by guesses again."""
    before = profiles.named(call.register, call.words.name)
    profiles.end(call.register, before.id, actor=call.actor, at=call.at)
    return Answered(_document(before), [f"{before.id} “{before.profile.name}” was ended."])


def chosen(call: Call, register: Register | None) -> tuple[dict[str, str] | None, str | None]:
    """What `--profile` says: the mapping of a file on disk, and `Options.profile`.

    Raises `Refused` for a name that no profile has, naming those there are.
    """
    said = call.words.profile
    if said is None:
        return None, None
    if heading_key(said) == profiles.NONE:
        return None, ""
    if Path(said).is_file():
        return _mapping(said), ""
    if register is None:
        raise Refused(f"--profile {said}: there is no such file, and no register that keeps profiles.")
    try:
        return None, profiles.named(register, said).id
    except Refused as error:
        raise Refused(f"--profile {said}: there is no such file. {error}") from None


def party_id(register: Register | None, named: str) -> str | None:
    """The id of the one party with this id or name; None where none or several have it."""
    parties = register.parties() if register else {}
    same = [id for id, party in parties.items() if id == named or party.name.casefold() == named.casefold()]
    return same[0] if len(same) == 1 else None


def _mapping(path: str) -> dict[str, str]:
    mapping = strict_yaml.parse(read_bytes(path).decode("utf-8", errors="replace"), name=Path(path).name)
    if not isinstance(mapping, dict):
        raise Refused(f"{path}: a profile maps headings to fields, one a line, as in: Vendor: recipient")
    return {str(heading): str(field or "") for heading, field in mapping.items()}


def _column(text: str) -> tuple[str, str]:
    heading, equals, said = text.rpartition("=")
    if not equals or not heading.strip():
        raise Refused(f"--map {text}: write HEADING=FIELD, as in 'Who=recipient'; without a field the column is text only.")
    by_word = {heading_key(label): field for field, label in labels().items()} | {field: field for field in labels()}
    field = by_word.get(heading_key(said), None) if said.strip() else ""
    if field is None:
        raise Refused(f"--map {text}: there is no field {said!r}. Use one of {', '.join(labels())}.")
    return heading_text(heading), field


def _list_of(preview: take_in.Preview, file: str, said: dict[str, str]) -> MappedTable:
    """The first table that names recipients. Raises `Refused` where there is none, and for a heading that is not there."""
    tables = preview.read.tables
    headings = list(dict.fromkeys(column.heading for each in tables for column in each.mappings if column.heading))
    shown = ", ".join(f"“{heading}”" for heading in headings[:12]) or "none"
    if lost := [heading for heading in said if heading not in headings]:
        raise Refused(f"{file}: there is no heading “{lost[0]}”. There are: {shown}.")
    found = next((each for each in tables if each.rows), None)
    found = found or next((each for each in tables if any(column.field == "recipient" for column in each.mappings)), None)
    if found is None:
        raise Refused(
            f"{file}: no column names the recipient (headings: {shown}). Say which does: {_MAP.replace('FIELD', 'recipient')}."
        )
    return found


def _document(kept: Kept) -> dict[str, Any]:
    said = {name: value for name, value in kept.profile.model_dump(mode="json").items() if value}
    return {"id": kept.id, "version": kept.version, **said, "by": kept.by, "at": kept.at.isoformat()}
