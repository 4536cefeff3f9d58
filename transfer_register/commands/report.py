"""`report NAME --format F --out FILE [--package [--sign]]`, and `report list`, `log`, `key`: the register as a document."""

from __future__ import annotations

import argparse
from pathlib import Path

from transfer_register.actions import export_log, report, signing
from transfer_register.actions.export_log import Exported
from transfer_register.commands.call import Answered, Call, add_filter, table, write_bytes
from transfer_register.errors import Refused
from transfer_register.exhibits.style import moment


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("report", parents=[shared], help="the register as a document")
    parser.add_argument("name", metavar="NAME", help="the report, or: list; log (what left the register); key (to sign with)")
    parser.add_argument("--format", metavar="F", help="pdf, docx, xlsx, html, csv or json; of a package also several: pdf,xlsx")
    parser.add_argument("--out", metavar="FILE", help="the file to write; an existing one is replaced, unless it is a key")
    parser.add_argument("--package", action="store_true", help="a ZIP with manifest and hashes, which its receiver can check")
    signs = f"signs the package with the key that {signing.ENVIRONMENT} names"
    parser.add_argument("--sign", action="store_true", help=signs)
    add_filter(parser)
    parser.add_argument("--language", default="en", choices=sorted(report.LANGUAGES), help="of the document (default: en)")
    parser.add_argument("--profile", default="", metavar="PROFILE", help="what is withheld: authority, public, vendor")
    parser.add_argument("--reader", default="", metavar="PARTY", help="the party (PA-...) for whom a vendor's document is")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help="organisation=..., addressee=...")
    for name, option in (("--from", "first_day"), ("--to", "last_day")):
        parser.add_argument(
            name, dest=option, metavar="DATE", help=f"of a report on two days; the same as --option {option}=DATE"
        )
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Lists the reports, shows the log of exports, makes a key, or writes a report, which is logged."""
    match call.words.name:
        case "list":
            kinds = report.reports()
            document = [
                {
                    "name": k.name,
                    "title": k.title,
                    "formats": k.formats,
                    "options": k.options,
                    "languages": k.languages,
                    "profiles": list(k.profiles),
                }
                for k in kinds
            ]
            return Answered({"reports": document}, table([(k.name, ", ".join(k.formats), k.title) for k in kinds]))
        case "log":
            return _log(call)
        case "key":
            return _key(call)
    return _write(call)


def _write(call: Call) -> Answered:
    words = call.words
    if not words.format or not words.out:
        raise Refused("A report needs --format and --out, as in: report register_of_transfers --format pdf --out register.pdf")
    if words.sign and not words.package:
        raise Refused("--sign signs a package: add --package.")
    target = Path(words.out)
    if target.is_dir() or not target.absolute().parent.is_dir():
        # Said before anything is made: what is logged must have been written.
        raise Refused(f"{target}: no file can be written there. Name a file in a folder that exists.")
    asked = {
        **call.days, "at": call.at, "actor": call.actor, "filter": words.filter, "log": True,
        "options": _options(words.option) | _days(words), "language": words.language, "profile": words.profile,
        "reader": words.reader,
    }  # fmt: skip
    notes = []
    if words.package:
        seal = signing.seal() if words.sign else None
        formats = [each.strip() for each in words.format.split(",") if each.strip()]
        produced = report.write_package(call.register, words.name, formats, **asked, seal=seal)
        notes = [note for note in (signing.exposed(),) if note and words.sign]
    else:
        seal = None
        produced = report.write(call.register, words.name, words.format, **asked)
    write_bytes(target, produced.data)
    notes = [*produced.notes, *notes]
    document = {
        "report": words.name,
        "format": words.format,
        "out": str(target),
        "bytes": len(produced.data),
        "export": produced.number,
        "content_hash": produced.content_hash,
        "package": words.package,
        "key": seal.fingerprint if seal else None,
        "notes": notes,
    }
    numbered = f", {produced.number}" if produced.number else ""
    signed = [f"Signed with the key {seal.fingerprint}"] if seal else []
    return Answered(document, [f"{target}: {len(produced.data):,} bytes{numbered}", *signed, *notes])


def _log(call: Call) -> Answered:
    found = export_log.exports(call.register)
    if not found:
        return Answered({"exports": []}, ["Nothing has left this register as a document yet."])
    rows = [
        (
            each.id, moment(each.at, seconds=False), each.by, each.export.title, _file(each),
            each.export.addressee or "Not stated", (each.export.content_sha256 or each.export.sha256)[:12],
        )
        for each in found
    ]  # fmt: skip
    headings = ("Export", "When (UTC)", "Who", "What", "As", "Addressee", "Hash")
    documents = [
        {"id": each.id, "at": each.at.isoformat(), "by": each.by, **each.export.model_dump(mode="json")} for each in found
    ]
    return Answered({"exports": documents}, table(rows, headings))


def _file(each: Exported) -> str:
    formats = ", ".join(each.export.formats)
    if not each.export.package:
        return formats
    return f"package ({formats}), signed" if each.export.signed_by else f"package ({formats})"


def _key(call: Call) -> Answered:
    if not call.words.out:
        raise Refused("A key needs --out, as in: report key --out signing.pem")
    path = Path(call.words.out)
    public, fingerprint = signing.make_key(path)
    lines = [
        f"{path}: the private key. Keep it as you would a seal, and put its path into {signing.ENVIRONMENT}.",
        f"{public}: the public key. Publish it, or its fingerprint, where receivers look for it.",
        f"Fingerprint: {fingerprint}",
    ]
    return Answered({"key": str(path), "public": str(public), "fingerprint": fingerprint}, lines)


def _options(stated: list[str]) -> dict[str, str]:
    options = {}
    for one in stated:
        name, equals, value = one.partition("=")
        if not equals:
            raise Refused(f"--option {one!r}: write NAME=VALUE.")
        options[name.strip()] = value.strip()
    return options


def _days(words: argparse.Namespace) -> dict[str, str]:
    return {name: value for name in ("first_day", "last_day") if (value := getattr(words, name))}
