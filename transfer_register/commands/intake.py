"""`intake preview | place | take | diff | propose | undo`: other people's lists."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from transfer_register.actions import profiles, take_in, undo
from transfer_register.actions.opening import words
from transfer_register.commands import intake_said, profile, propose
from transfer_register.commands.call import Answered, Call, read_bytes, table
from transfer_register.errors import Refused
from transfer_register.intake.compare import compare
from transfer_register.intake.places import read_place
from transfer_register.model.roles import ROLES
from transfer_register.register.place import is_server


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
        verb.add_argument(
            "--profile", metavar="P", help="a profile by name or id, none, or a JSON or YAML file: heading -> field"
        )
        intake_said.add_words(verb)
        verb.set_defaults(run=run)
    profile.add_verbs(verbs, shared)
    place = verbs.add_parser("place", parents=[shared], help="reads one expression of a place")
    place.add_argument("text", metavar="TEXT")
    place.add_argument("--heading", metavar="H", help="the heading it stands under")
    place.set_defaults(run=place_)
    diff = verbs.add_parser("diff", parents=[shared], help="two versions of one list")
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW")
    diff.set_defaults(run=diff_)
    propose.add_verbs(verbs, shared)
    undo = verbs.add_parser("undo", parents=[shared], help="takes a batch back as one, by new entries")
    undo.add_argument("batch", metavar="BATCH")
    undo.set_defaults(run=undo_)


def preview(call: Call) -> Answered:
    """Rows and problems of a file; exit status 0 as long as the file can be read."""
    register = call.register if is_server(call.path) or Path(call.path).exists() else None
    read = _read(call, register)
    lines = [f"{read.read.file}: read as {read.reader}, {len(read.rows)} rows", *_known(register, read)]
    out = intake_said.left_out(read, call.words.leave_out)
    rows = [
        (t.line, "left out" if place in out else t.status, t.recipient, _destinations(t.state), _unclear(t.flags))
        for place, t in enumerate(read.transfers)
    ]
    lines += table(rows, ("Line", "Becomes", "Recipient", "Places", "Unclear"))
    lines += [_problem(problem) for problem in read.problems]
    return Answered(read.read.as_dict() | _profiles(read), lines)


def take(call: Call) -> Answered:
    """Records the file as one batch; status 1 when rows were refused."""
    read = _read(call, call.made_register)
    if asking := [sentence for each in read.profile if each.asks for sentence in each.told()]:
        raise Refused(
            f"{read.read.file}: {asking[0]} Name it with --profile; --profile none reads by guesses. Nothing was written."
        )
    out = intake_said.left_out(read, call.words.leave_out)
    with intake_said.progress() as tell:
        taken = take_in.take(call.register, read, actor=call.actor, at=call.at, leave_out=out, tell=tell)
    lines = [
        f"Batch {taken.batch}: {taken.created} created, {taken.changed} changed, {taken.unchanged} unchanged, "
        f"{taken.refused} refused; {taken.parties} new parties, {taken.tasks} open questions"
        if taken.batch
        else f"Nothing to record: {taken.unchanged} unchanged, {taken.refused} refused."
    ]
    lines += _known(call.register, read)
    refused = [t for place, t in enumerate(read.transfers) if t.status == "refused" and place not in out]
    lines += [f"line {t.line}: refused, {'; '.join(t.why)}" for t in refused]
    nothing = not read.transfers and not (read.read.own and read.read.own.records)
    if read.read.own is not None:
        lines += [_problem(problem) for problem in read.problems]
    if nothing:
        lines = [f"{read.read.file}: {_problem(problem)}" for problem in read.problems]
    return Answered(asdict(taken) | _profiles(read), lines, 1 if taken.refused or nothing else 0)


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
    mapping, chosen = profile.chosen(call, register)
    # What a profile says of every row holds where somebody names the profile; where it is only recognised, it is told.
    said = profiles.named(register, chosen).profile if chosen else None
    named = call.words.exporter
    identity = profile.party_id(register, named) if named else said.exporter if said else None
    options = take_in.Options(
        exporter=identity, exporter_name=None if identity else named, exporter_country=call.words.exporter_country,
        exporter_role=call.words.exporter_role or (said.exporter_role if said else None),
        importer_role=call.words.recipient_role or (said.importer_role if said else None),
        data_categories=said.data_categories if said else (), data_subjects=said.data_subjects if said else (),
        sheet=call.words.sheet, mapping=mapping, profile=chosen,
    )  # fmt: skip
    read = intake_said.read(call, register, options)
    if chosen and said and not any(each.chosen for each in read.profile):
        raise Refused(f"{call.words.file}: none of its headings stands in the profile “{said.name}”. Name another one, or none.")
    return read


def _profiles(read: take_in.Preview) -> dict[str, Any]:
    """For the document: the profiles of the tables, where there are any."""
    told = [
        {
            "headings": list(each.headings), "profile": each.used.id if each.used else None,
            "name": each.used.profile.name if each.used else None, "sure": bool(each.used and each.used.sure),
            "new": list(each.used.new) if each.used else [], "missing": list(each.used.missing) if each.used else [],
            "asks": [fit.id for fit in each.asks],
        }
        for each in read.profile
    ]  # fmt: skip
    return {"profiles": told} if told else {}


def _known(register: Any, read: take_in.Preview) -> list[str]:
    """Which profiles the file was read by, and what those that were only recognised would say of every row."""
    lines = [sentence for each in read.profile for sentence in each.told()]
    if register is not None and any(each.used and not each.chosen for each in read.profile):
        said, gone = profiles.of_all_rows(register, read.profile)
        rows = ", ".join(profiles.OF_ALL_ROWS[name] for name in said)
        lines += [f"The profile also says, of every row: {rows}. To use that, name the profile with --profile."] if said else []
        lines += gone
    return lines


def _destinations(state: dict[str, Any]) -> str:
    places = state.get("places", ())
    return ", ".join(dict.fromkeys(p.get("country") or p.get("group") or p.get("scope") or "" for p in places))


def _unclear(flags: tuple[str, ...]) -> str:
    return ", ".join(words().label("flags", flag) for flag in flags)


def _problem(problem: Any) -> str:
    where = f"line {problem.line}: " if problem.line else ""
    return where + problem.what
