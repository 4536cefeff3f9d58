"""JSON, JSON Lines and JSON with comments or trailing commas (JSON5): every record with its line, every number as written."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from json.decoder import JSONArray, JSONObject
from json.scanner import py_make_scanner

import json5

from transfer_register.errors import FileUnreadable
from transfer_register.intake.formats.map_shapes import IS_MAP
from transfer_register.intake.literals import NotLiteral, read_literal
from transfer_register.intake.nested import content_of
from transfer_register.intake.tables import Content, RowProblem
from transfer_register.intake.text_file import beginning, decoded
from transfer_register.intake.tree import MOST_PARTS, Node

SUFFIXES = (".json", ".jsonl", ".ndjson", ".json5", ".jsonc", ".geojson")
TITLE = "JSON"
_MOST_CHARACTERS = 30_000_000
# The library for JSON5 takes a second for some ten thousand signs.
_MOST_FOR_JSON5 = 200_000
_COMMENTS = re.compile(r"\A(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_TOPOLOGY = re.compile(r'\s*\{\s*"type"\s*:\s*"Topology"')
_START = re.compile(
    r"""\{\s*(?:\}|"(?:[^"\\]|\\.)*"\s*:|'[^'\n]*'\s*:|[A-Za-z_$][\w$]*\s*:(?!:)|//|/\*)
    |\[\s*(?:[\]\[{"]|-?\d|//|/\*|(?:true|false|null)\b)""",
    re.VERBOSE,
)


def recognises(head: bytes, name: str) -> bool:
    """Whether the text begins as an object or an array of JSON does."""
    text = beginning(head, name)
    if text is None:
        return False
    start = _COMMENTS.sub("", text.removeprefix("\ufeff"), count=1)
    if re.search(r'"@(?:context|graph|id)"\s*:', start[:4_000]):
        return False  # JSON-LD: its keys mean what its context says
    return _START.match(start) is not None or (name.casefold().endswith(SUFFIXES) and start.startswith(("{", "[")))


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """The tables of a JSON file. Raises FileUnreadable, with the line, for what is not JSON of any kind."""
    text, problems = decoded(data, name, _MOST_CHARACTERS)
    if _TOPOLOGY.match(text):  # hundreds of thousands of numbers, which nobody needs to look through
        return Content((), (*problems, IS_MAP))
    try:
        roots = _roots(text, name, problems)
    except RecursionError:
        raise FileUnreadable(
            f"{name}: the content is nested too deeply for a list. Bring in the part that is the list."
        ) from None
    found = content_of(roots, name)
    return Content(found.tables, (*problems, *found.problems))


def _roots(text: str, name: str, problems: list[RowProblem]) -> list[Node]:
    try:
        return [_Parser(text, name).root(text)]
    except json.JSONDecodeError as error:
        strict = error
    lines = _json_lines(text, name, problems)
    if lines:
        return lines
    if len(text) <= _MOST_FOR_JSON5:
        try:
            json5.loads(text)
            problems.append(
                RowProblem(
                    strict.lineno, None, "the file is JSON with comments, trailing commas or bare keys; it was read as JSON5."
                )
            )
            return [read_literal(text, name)]
        except (ValueError, NotLiteral):
            pass
    raise FileUnreadable(
        f"{name}, line {strict.lineno}, column {strict.colno}: this is no valid JSON ({strict.msg}). "
        "Mend the file there, or export it again."
    )


def _json_lines(text: str, name: str, problems: list[RowProblem]) -> list[Node]:
    """One list of the records that stand one a line; nothing when the text is no such file. A broken line is told."""
    filled = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    begun = [line for _, line in filled if line.lstrip().startswith("{") and line.rstrip().endswith("}")]
    if len(begun) < 2 or len(begun) * 2 < len(filled):
        return []
    records, broken = [], []
    for number, line in filled:
        try:
            records.append(_Parser(line, name, number).root(line))
        except json.JSONDecodeError as error:
            what = f"the line is no valid JSON ({error.msg}, column {error.colno}); it was left out. Mend it."
            broken.append(RowProblem(number, None, what))
    if len(broken) * 2 > len(records):
        return []
    problems += broken
    return [Node(1, items=tuple(records))]


class _Parser(json.JSONDecoder):
    """The parser of the standard library, with the line of every object and array; repeated keys and numbers stay."""

    def __init__(self, text: str, name: str, first_line: int = 1):
        super().__init__(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=tuple, strict=False)
        self._breaks = [at for at, sign in enumerate(text) if sign == "\n"]
        self._name, self._first, self._parts = name, first_line, 0
        self.parse_object = self._object
        self.parse_array = self._array
        self.scan_once = py_make_scanner(self)

    def root(self, text: str) -> Node:
        value = self.decode(text)
        return self._node(value, self._first)

    def _line(self, at: int) -> int:
        return self._first + bisect_right(self._breaks, at - 1)

    def _object(self, start, *rest):
        pairs, end = JSONObject(start, *rest)
        line = self._line(start[1])
        return Node(line, pairs=tuple((key, self._node(value, line)) for key, value in pairs)), end

    def _array(self, start, scan_once):
        line = self._line(start[1])
        values, end = JSONArray(start, scan_once)
        return Node(line, items=tuple(self._node(value, line) for value in values)), end

    def _node(self, value: object, line: int) -> Node:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise FileUnreadable(f"{self._name}: more than {MOST_PARTS:,} values. Bring in the part that is the list.")
        match value:
            case Node():
                return value
            case None:
                return Node(line, text="")
            case bool():
                return Node(line, text="true" if value else "false")
            case _:
                return Node(line, text=str(value))
