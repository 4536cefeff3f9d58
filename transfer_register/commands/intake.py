"""`intake preview | place | take | diff | undo`: other people's lists."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.actions import take_in, undo
from transfer_register.actions.opening import words
from transfer_register.commands.call import Answered, Call, read_bytes, table
from transfer_register.errors import Refused
from transfer_register.intake.compare import compare
from transfer_register.intake.places import read_place
from transfer_register.model.roles import ROLES


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("intake", parents=[shared], help="other people's lists")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=type(parser))
    for name, run, says in (
        ("preview", preview, "reads a file, writes nothing"),
        ("take", take, "the same reading, as one batch"),
    ):
        verb = verbs.add_parser(name, parents=[shared], help=says)
        verb.add_argument("file", metavar="FILE")
        verb.add_argument("--exporter", metavar="NAME", help="who exports: a party's id or name")
        verb.add_argument("--exporter-country", metavar="CODE", help="where the exporter is established, as DE")
        verb.add_argument("--exporter-role", choices=ROLES)
        verb.add_argument("--recipient-role", choices=ROLES)
        verb.add_argument("--sheet", metavar="S", help="one sheet of a workbook")
        verb.add_argument("--profile", metavar="P", help="a JSON or YAML file: heading -> field")
        verb.set_defaults(run=run)
    place = verbs.add_parser("place", parents=[shared], help="reads one expression of a place")
    place.add_argument("text", metavar="TEXT")
    place.add_argument("--heading", metavar="H", help="the heading it stands under")
    place.set_defaults(run=place_)
    diff = verbs.add_parser("diff", parents=[shared], help="two versions of one list")
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW")
    diff.set_defaults(run=diff_)
    undo = verbs.add_parser("undo", parents=[shared], help="takes a batch back as one, by new entries")
    undo.add_argument("batch", metavar="BATCH")
    undo.set_defaults(run=undo_)


def preview(call: Call) -> Answered:
    """Rows and problems of a file; exit status 0 as long as the file can be read."""
    exists = Path(call.path).exists()
    read = _read(call, call.register if exists else None)
    lines = [f"{read.read.file}: read as {read.reader}, {len(read.rows)} rows"]
    rows = [(t.line, t.status, t.recipient, _destinations(t.state), _unclear(t.flags)) for t in read.transfers]
    lines += table(rows, ("Line", "Becomes", "Recipient", "Places", "Unclear"))
    lines += [_problem(problem) for problem in read.problems]
    return Answered(read.read.as_dict(), lines)


def take(call: Call) -> Answered:
    """Records the file as one batch; status 1 when rows were refused."""
    read = _read(call, call.made_register)
    taken = take_in.take(call.register, read, actor=call.actor, at=call.at)
    lines = [
        f"Batch {taken.batch}: {taken.created} created, {taken.changed} changed, {taken.unchanged} unchanged, "
        f"{taken.refused} refused; {taken.parties} new parties, {taken.tasks} open questions"
        if taken.batch
        else f"Nothing to record: {taken.unchanged} unchanged, {taken.refused} refused."
    ]
    lines += [f"line {t.line}: refused, {'; '.join(t.why)}" for t in read.transfers if t.status == "refused"]
    if not read.transfers:
        lines = [f"{read.read.file}: {_problem(problem)}" for problem in read.problems]
    return Answered(asdict(taken), lines, 1 if taken.refused or not read.transfers else 0)


def place_(call: Call) -> Answered:
    """One expression of a place, as it would be read in a cell."""
    reading = read_place(call.words.text, heading=call.words.heading).as_dict()
    return Answered(reading, [f"{name}: {value}" for name, value in reading.items()])


def diff_(call: Call) -> Answered:
    """Two versions of one list; status 0 whatever differs."""
    old, new = (take_in.preview(None, read_bytes(path), Path(path).name).read for path in (call.words.old, call.words.new))
    said = compare(old, new)
    lines = [f"{name}: {len(rows)}" for name, rows in said.items()]
    lines += [f"  {name}  {row['recipient']}" for name in ("added", "removed", "changed") for row in said[name]]
    return Answered(said, lines)


def undo_(call: Call) -> Answered:
    """Status 1 when something stays because it was changed since."""
    undone = undo.undo(call.register, call.words.batch, actor=call.actor, at=call.at)
    lines = [f"{call.words.batch}: {len(undone.taken_back)} records taken back" + (f" by {undone.batch}" if undone.batch else "")]
    lines += [f"kept, changed since or in use: {', '.join(undone.kept)}"] if undone.kept else []
    return Answered(asdict(undone), lines, 1 if undone.kept else 0)


def _read(call: Call, register: Any) -> take_in.Preview:
    named, identity = call.words.exporter, None
    if named and register is not None:
        parties = register.parties()
        same = [id for id, party in parties.items() if id == named or party.name.casefold() == named.casefold()]
        identity = same[0] if len(same) == 1 else None
    options = take_in.Options(
        exporter=identity, exporter_name=None if identity else named, exporter_country=call.words.exporter_country,
        exporter_role=call.words.exporter_role, importer_role=call.words.recipient_role, sheet=call.words.sheet,
        mapping=_profile(call.words.profile),
    )  # fmt: skip
    return take_in.preview(register, read_bytes(call.words.file), Path(call.words.file).name, options)


def _profile(path: str | None) -> dict[str, str] | None:
    if path is None:
        return None
    mapping = strict_yaml.parse(read_bytes(path).decode("utf-8", errors="replace"), name=Path(path).name)
    if not isinstance(mapping, dict):
        raise Refused(f"{path}: a profile maps headings to fields, one a line, as in: Vendor: recipient")
    return {str(heading): str(field or "") for heading, field in mapping.items()}


def _destinations(state: dict[str, Any]) -> str:
    places = state.get("places", ())
    return ", ".join(dict.fromkeys(p.get("country") or p.get("group") or p.get("scope") or "" for p in places))


def _unclear(flags: tuple[str, ...]) -> str:
    return ", ".join(words().label("flags", flag) for flag in flags)


def _problem(problem: Any) -> str:
    where = f"line {problem.line}: " if problem.line else ""
    return where + problem.what
