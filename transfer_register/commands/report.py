"""`report list`, `report NAME --format F --out FILE`: the register as a document."""

from __future__ import annotations

import argparse
from pathlib import Path

from transfer_register.actions import report
from transfer_register.commands.call import Answered, Call, add_filter, table, write_bytes
from transfer_register.errors import Refused


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("report", parents=[shared], help="the register as a document")
    parser.add_argument("name", metavar="NAME", help="the report, or: list")
    parser.add_argument("--format", metavar="F", help="pdf, docx, xlsx, html, csv or json")
    parser.add_argument("--out", metavar="FILE", help="the file to write; an existing one is replaced")
    add_filter(parser)
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help="organisation=..., addressee=...")
    for name, option in (("--from", "first_day"), ("--to", "last_day")):
        parser.add_argument(
            name, dest=option, metavar="DATE", help=f"of a report on two days; the same as --option {option}=DATE"
        )
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Lists the reports, or writes one."""
    if call.words.name == "list":
        kinds = report.reports()
        document = [{"name": k.name, "title": k.title, "formats": k.formats, "options": k.options} for k in kinds]
        return Answered({"reports": document}, table([(k.name, ", ".join(k.formats), k.title) for k in kinds]))
    if not call.words.format or not call.words.out:
        raise Refused("A report needs --format and --out, as in: report register_of_transfers --format pdf --out register.pdf")
    produced = report.write(
        call.register, call.words.name, call.words.format, **call.days, at=call.at, actor=call.actor,
        filter=call.words.filter, options=_options(call.words.option) | _days(call.words),
    )  # fmt: skip
    target = Path(call.words.out)
    write_bytes(target, produced.data)
    document = {
        "report": call.words.name,
        "format": call.words.format,
        "out": str(target),
        "bytes": len(produced.data),
        "notes": produced.notes,
    }
    return Answered(document, [f"{target}: {len(produced.data):,} bytes", *produced.notes])


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
