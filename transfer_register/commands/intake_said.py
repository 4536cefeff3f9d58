"""What a person says of a list's rows on the command line, and how far its reading is: `--fix`, `--leave-out`, `--same`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from transfer_register.actions import take_in
from transfer_register.actions.take_in import Options, Preview
from transfer_register.commands.call import Call, read_bytes
from transfer_register.errors import Refused
from transfer_register.intake.bring_in import Tell, silent
from transfer_register.intake.corrections import CORRECTED
from transfer_register.intake.parties import party_key
from transfer_register.register.register import Register

_NEW = "new"
Source = tuple[int, int]


def add_words(verb: argparse.ArgumentParser) -> None:
    """Gives a verb the words with which rows are spoken of."""
    fields = ", ".join(CORRECTED)
    verb.add_argument(
        "--fix", action="append", default=[], metavar="LINE:FIELD=TEXT",
        help=f"what a row means, read in the place of its cell; the file stays as it is (fields: {fields}); may be repeated",
    )  # fmt: skip
    verb.add_argument("--leave-out", metavar="LINES", help="rows that are not taken in, as 4,9-12")
    verb.add_argument(
        "--same", action="append", default=[], metavar="NAME=ID",
        help="which party of the register a name of the list is, or new for one of its own; may be repeated",
    )  # fmt: skip


def read(call: Call, register: Register | None, options: Options) -> Preview:
    """The preview with everything that was said of its rows. Raises `Refused` for a line, field or name that is not there."""
    data, name, words = read_bytes(call.words.file), Path(call.words.file).name, call.words
    with progress() as tell:
        first = take_in.preview(register, data, name, options, tell)
        if not words.fix and not words.same:
            return first
        corrections: dict[Source, dict[str, str]] = {}
        for fix in words.fix:
            source, field, text = _fix(first, fix)
            corrections.setdefault(source, {})[field] = text
        same = dict(_same(first, register, said) for said in words.same)
        return take_in.preview(register, data, name, replace(options, corrections=corrections, same=same), tell)


def left_out(preview: Preview, lines: str | None) -> frozenset[int]:
    """The places in `preview.transfers` of the rows that are not taken in."""
    chosen: set[Source] = set()
    for part in lines.split(",") if lines else ():
        first, dash, last = (each.strip() for each in part.partition("-"))
        if not first.isdigit() or (dash and not last.isdigit()):
            raise Refused(f"--leave-out {lines}: write lines as 4,9-12.")
        if dash:
            chosen |= {row.source for row in preview.read.rows if int(first) <= row.line <= int(last)}
        else:
            chosen.update(_sources(preview, int(first)))
    return frozenset(place for place, each in enumerate(preview.transfers) if each.source in chosen)


@contextmanager
def progress() -> Iterator[Tell]:
    """Tells a person at a terminal how far a long reading is, and who stops it that nothing was written."""
    terminal = sys.stderr.isatty()
    try:
        yield _told if terminal else silent
    except KeyboardInterrupt:
        sys.stderr.write(f"{_blank() if terminal else ''}Stopped. Nothing was written.\n")
        raise
    if terminal:
        sys.stderr.write(_blank())


def _told(sentence: str, share: float) -> None:
    sys.stderr.write(f"\r\x1b[2K{sentence} … {share:.0%}")
    sys.stderr.flush()


def _blank() -> str:
    return "\r\x1b[2K"


def _fix(preview: Preview, said: str) -> tuple[Source, str, str]:
    line, colon, rest = said.partition(":")
    field, equals, text = rest.partition("=")
    if not (colon and equals and line.strip().isdigit()):
        raise Refused(f"--fix {said}: write line, field and text, as in 12:place=Germany.")
    if field.strip() not in CORRECTED:
        raise Refused(f"--fix {said}: “{field.strip()}” cannot be said of a row. Choose one of: {', '.join(CORRECTED)}.")
    sources = _sources(preview, int(line))
    if len(sources) > 1:
        raise Refused(f"--fix {said}: line {int(line)} stands in {len(sources)} tables of the file. Name one with --sheet.")
    return sources[0], field.strip(), text.strip()


def _sources(preview: Preview, line: int) -> list[Source]:
    found = list(dict.fromkeys(row.source for row in preview.read.rows if row.line == line))
    if not found:
        raise Refused(f"Line {line} of {preview.read.file} is no row that was read. `intake preview` tells the lines.")
    return found


def _same(preview: Preview, register: Register | None, said: str) -> tuple[str, str]:
    name, equals, meant = (part.strip() for part in said.rpartition("="))
    key = next((party.key for party in preview.parties if party.key == party_key(name)), None)
    if not equals or key is None:
        raise Refused(f"--same {said}: the list names no “{name}”. Write a name as it stands there, as in: Orbit Inc=PA-0001.")
    if meant == _NEW:
        return key, ""
    if register is None or meant not in register.parties():
        raise Refused(f"--same {said}: the register has no party {meant}. Name one by its id, or write {_NEW}.")
    return key, meant
