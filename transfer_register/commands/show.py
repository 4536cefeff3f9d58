"""`show ID`: one record with its history."""

from __future__ import annotations

from transfer_register.actions.contacts import contact_history
from transfer_register.commands.call import Answered, Call
from transfer_register.errors import Refused
from transfer_register.exhibits.record_words import field_value


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("show", parents=[shared], help="one record with its history")
    parser.add_argument("id", metavar="ID")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """The record as it stands, and every version of it."""
    found = call.register.record(call.words.id, call.known_on)
    entries = call.register.history(call.words.id, call.known_on)
    if not entries:
        raise Refused(f"There is no record {call.words.id} in {call.path}.")
    told = ("version", "at", "actor", "batch", "hash", "act", "why", "state")
    versions = [{name: getattr(entry, name) for name in told} for entry in entries]
    document = {
        "id": call.words.id,
        "kind": entries[-1].kind,
        "version": entries[-1].version,
        "record": found.state if found else None,
        "versions": versions,
    }
    if document["kind"] == "contact":
        return Answered(document, contact_history(call.register, call.words.id, entries))
    lines = [f"{call.words.id} ({document['kind']}), version {document['version']}" + ("" if found else ", taken away")]
    for name, value in (found.state if found else {}).items():
        # These are read by people; everything else stands as it is recorded.
        said = field_value(call.register.words, {}, name, value) if name in ("domains", "identifiers") else value
        lines.append(f"  {name}: {said}")
    lines += [
        f"  version {v['version']}: {v['act']} at {v['at']} by {v['actor']}" + (f", {v['why']}" if v.get("why") else "")
        for v in versions
    ]
    return Answered(document, lines)
