"""TOML: tables of records with their lines; numbers, days and truth values as they stand in the file as far as TOML tells."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time

from transfer_register.errors import FileUnreadable
from transfer_register.intake.nested import content_of
from transfer_register.intake.tables import Content
from transfer_register.intake.text_file import beginning, decoded
from transfer_register.intake.tree import Node

SUFFIXES = (".toml",)
TITLE = "TOML"
_MOST_CHARACTERS = 5_000_000
_HEADER = re.compile(r"^[ \t]*\[\[?\s*([^\[\]\n]+?)\s*\]\]?[ \t]*(?:#.*)?$")
_SETTING = re.compile(
    r"^[ \t]*(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')(?:\.[\w\"'-]+)*[ \t]*=[ \t]*(?:[\"'\[{\d+-]|true\b|false\b)", re.MULTILINE
)


def recognises(head: bytes, name: str) -> bool:
    """Whether the text has lines such as `name = "text"` under headers in brackets, and is TOML."""
    text = beginning(head, name)
    if text is None:
        return False
    settings = len(_SETTING.findall(text))
    if name.casefold().endswith(SUFFIXES):
        return settings > 0
    return (
        settings > 1
        and any(_HEADER.match(line) for line in text.split("\n"))
        and not re.search(r"^(?:const|let|var)\b", text, re.M)
    )


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """The tables of a TOML file. Raises FileUnreadable, with the line, for what is no TOML."""
    text, problems = decoded(data, name, _MOST_CHARACTERS)
    try:
        made = tomllib.loads(text, parse_float=str)
        root = _node(made, _lines(text), (), 1)
    except tomllib.TOMLDecodeError as error:
        raise FileUnreadable(f"{name}: this is no valid TOML ({error}). Mend the file there.") from None
    except RecursionError:
        raise FileUnreadable(f"{name}: the content is nested too deeply for a list. Bring in the list alone.") from None
    found = content_of([root], name)
    return Content(found.tables, (*problems, *found.problems))


def _lines(text: str) -> dict[tuple[str, ...], list[int]]:
    """The lines of the headers by their path; a path of several records has several."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := _HEADER.match(line):
            path = tuple(part.strip(" \"'") for part in match.group(1).split("."))
            found.setdefault(path, []).append(number)
    return found


def _node(value: object, lines: dict[tuple[str, ...], list[int]], path: tuple[str, ...], line: int) -> Node:
    match value:
        case dict():
            pairs = []
            for key, inner in value.items():
                below = (*path, key)
                begun = lines.get(below, [line]) if isinstance(inner, dict) else [line]
                pairs.append((key, _node(inner, lines, below, begun[0])))
            return Node(line, pairs=tuple(pairs))
        case list():
            begun = lines.get(path, [])
            begun = begun if len(begun) == len(value) else [line] * len(value)
            return Node(line, items=tuple(_node(item, lines, path, at) for item, at in zip(value, begun, strict=True)))
        case bool():
            return Node(line, text="true" if value else "false")
        case datetime() | date() | time():
            return Node(line, text=value.isoformat())
    return Node(line, text=str(value))
