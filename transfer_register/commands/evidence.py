"""`evidence add | list | get | change | end | verify`: files that show something of a transfer, a party or an assessment."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from transfer_register.actions import evidence
from transfer_register.actions.evidence_files import too_large
from transfer_register.actions.evidence_found import Filed, filed, of_record, of_transfer, one, read, verify
from transfer_register.commands.call import Answered, Call, day_word, read_bytes, table, write_bytes
from transfer_register.errors import Refused
from transfer_register.exhibits.evidence_words import kind_words, size_words, support_words
from transfer_register.exhibits.law_words import names
from transfer_register.exhibits.style import counted, day
from transfer_register.model.evidence import KINDS, Support

_KIND = "a term of data/vocabulary/evidence.yaml"
_FOR = "transfers, parties or assessments that it supports"
_OTHER = "other"
_SHORT = 12


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("evidence", parents=[shared], help="files that are kept as evidence")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(parser))

    adds = acts.add_parser("add", parents=[shared], help="files a document; the same file twice is kept once")
    adds.add_argument("file", metavar="FILE", type=Path)
    adds.add_argument("--for", dest="records", metavar="ID[,ID...]", required=True, type=_ids, help=_FOR)
    adds.add_argument("--kind", metavar="K", help=f"{_KIND}; default: something else")
    _link(adds)
    _words(adds)
    adds.set_defaults(run=_add)

    lists = acts.add_parser("list", parents=[shared], help="what is filed")
    lists.add_argument("--for", dest="record", metavar="ID", help="of a transfer everything that counts for it, its parties' too")
    lists.add_argument("--kind", metavar="K", help=f"{_KIND}, or {_OTHER}")
    lists.set_defaults(run=_list)

    gets = acts.add_parser("get", parents=[shared], help="writes the file out, once it is found to be what was filed")
    gets.add_argument("id", metavar="ID")
    gets.add_argument("--out", metavar="FILE", type=Path, required=True, help="a file, or a folder")
    gets.set_defaults(run=_get)

    changes = acts.add_parser("change", parents=[shared], help="what is not named stays; the file itself never changes")
    changes.add_argument("id", metavar="ID")
    changes.add_argument("--kind", metavar="K", help=f"{_KIND}, or {_OTHER}")
    changes.add_argument("--for", dest="records", metavar="ID[,ID...]", type=_ids, default=[], help=f"adds: {_FOR}")
    changes.add_argument(
        "--not-for", dest="without", metavar="ID[,ID...]", type=_ids, default=[], help="what it no longer supports"
    )
    _link(changes)
    _words(changes)
    changes.set_defaults(run=_change)

    ends = acts.add_parser("end", parents=[shared], help="takes a record away; its history and the file stay")
    ends.add_argument("id", metavar="ID")
    ends.add_argument("--why", metavar="REASON")
    ends.set_defaults(run=_end)

    verifies = acts.add_parser("verify", parents=[shared], help="is every file there, and what it was")
    verifies.set_defaults(run=_verify)


def _link(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tool", metavar="T", help="the mechanism that it shows: a term of data/vocabulary/transfer_tools.yaml")
    parser.add_argument("--provision", metavar="P", help="the provision whose finding it answers")
    parser.add_argument("--condition", metavar="TEXT", help="the condition that it fulfils")


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", metavar="TEXT", help="default: the name of the file")
    parser.add_argument(
        "--dated", dest="dated_on", type=day_word, metavar="DATE", help="the day it bears: it counts from then on"
    )
    parser.add_argument("--until", dest="valid_until", type=day_word, metavar="DATE", help="the last day on which it counts")
    parser.add_argument("--note", metavar="TEXT")
    parser.add_argument("--why", metavar="REASON", help="kept in the history")


def _ids(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _add(call: Call) -> Answered:
    words = call.words
    if words.file.is_file() and (problem := too_large(words.file.name, words.file.stat().st_size)):
        raise Refused(str(problem))
    content = read_bytes(str(words.file))
    added = evidence.add(
        call.register, words.file.name, content, supports=_supports(words), kind=None if words.kind == _OTHER else words.kind,
        title=words.title, dated_on=words.dated_on, valid_until=words.valid_until, note=words.note,
        actor=call.actor, at=call.at, why=words.why,
    )  # fmt: skip
    found = one(call.register, added.id)
    lines = [f"{added.id} is filed: {found.record.title}." if added.new else f"{added.id} holds this file already; it is linked."]
    lines += [f"The same file stands under other words in {', '.join(added.others)}."] if added.others else []
    return Answered(found.told() | {"new": added.new, "others": added.others}, [*lines, evidence.SCANNED])


def _list(call: Call) -> Answered:
    words, register = call.words, call.register
    if words.kind is not None and words.kind not in (*register.words.lists[KINDS], _OTHER):
        raise Refused(
            f"--kind {words.kind}: there is no such kind. Use one of {', '.join(register.words.lists[KINDS])}, {_OTHER}."
        )
    found = [each for each in _of(call, words.record) if words.kind in (None, each.record.kind or _OTHER)]
    known = names(register.law.provisions, register.words) | {
        id: each.name for id, each in register.parties(call.known_on).items()
    }
    rows = [
        (
            each.id, kind_words(register.words, each.record.kind), each.record.title, day(each.record.dated_on),
            size_words(each.record.size), each.record.sha256[:_SHORT],
            "; ".join(support_words(register.words, known, link.model_dump()) for link in each.record.supports),
        )
        for each in found
    ]  # fmt: skip
    heads = ("Id", "What it is", "Title", "Dated", "Size", "SHA-256", "For")
    document = {"evidence": [each.told() for each in found]} | ({"for": words.record} if words.record else {})
    return Answered(document, table(rows, heads) if rows else ["No evidence is filed."])


def _of(call: Call, record: str | None) -> list[Filed]:
    if record is None:
        return filed(call.register, call.known_on)
    found = call.register.record(record, call.known_on)
    if found is None or found.kind not in ("transfer", "party", "assessment"):
        raise Refused(f"There is no transfer, party or assessment {record}.")
    return (of_transfer if found.kind == "transfer" else of_record)(call.register, record, call.known_on)


def _get(call: Call) -> Answered:
    found, content = read(call.register, call.words.id, call.known_on)
    target = call.words.out / found.record.file if call.words.out.is_dir() else call.words.out
    write_bytes(target, content)
    document = {"id": found.id, "out": str(target), "bytes": len(content), "sha256": found.record.sha256}
    return Answered(document, [f"{target}: {len(content):,} bytes, as they were filed."])


def _change(call: Call) -> Answered:
    words = call.words
    found = one(call.register, words.id)
    said: dict[str, Any] = {
        name: value for name in ("title", "dated_on", "valid_until", "note") if (value := getattr(words, name)) is not None
    }
    said |= {"kind": None if words.kind == _OTHER else words.kind} if words.kind is not None else {}
    if words.records or words.without:
        said["supports"] = evidence.with_links(found, _supports(words), words.without)
    elif words.tool or words.provision or words.condition:
        raise Refused("--tool, --provision and --condition say what a file shows of a record: name that with --for.")
    if not said:
        raise Refused("Nothing is said: name what changes, such as --title or --for.")
    version = evidence.change(call.register, words.id, found.version, said, actor=call.actor, at=call.at, why=words.why)
    changed = one(call.register, words.id)
    says = f"{words.id} is changed." if version != found.version else f"{words.id} says all that already. Nothing was written."
    return Answered(changed.told(), [says])


def _end(call: Call) -> Answered:
    found = one(call.register, call.words.id)
    ended = evidence.take_away(call.register, found.id, found.version, actor=call.actor, at=call.at, why=call.words.why)
    return Answered(asdict(ended), [ended.sentence()])


def _verify(call: Call) -> Answered:
    found = verify(call.register)
    lines = [f"{counted(found.files, 'file')}, named by {counted(found.records, 'record')}."]
    for each, says in ((found.missing, "is missing"), (found.damaged, "is not what was filed")):
        lines += [f"{', '.join(ids) or 'No record'}: {file or 'a file'} {says} (SHA-256 {sha256})." for ids, file, sha256 in each]
    lines += [f"{counted(len(found.unnamed), 'file')} that no record names."] if found.unnamed else []
    told = {
        name: [{"ids": ids, "file": file, "sha256": sha256} for ids, file, sha256 in getattr(found, name)]
        for name in ("missing", "damaged")
    }
    document = {"ok": found.ok, "files": found.files, "records": found.records, **told, "unnamed": found.unnamed}
    return Answered(
        document, [*lines, "All of them hold." if found.ok else "Put back what is wrong from a backup."], 0 if found.ok else 1
    )


def _supports(words: argparse.Namespace) -> list[Support]:
    more = {"tool": words.tool, "provision": words.provision, "condition": words.condition}
    return [Support(record=id, **more) for id in words.records]
