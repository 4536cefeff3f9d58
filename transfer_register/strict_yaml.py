"""YAML as a lawyer expects it: NO is Norway, 010 is text, a repeated key is an error with its line."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from transfer_register.errors import NotLaw, Problem

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


class Line(dict):
    """A mapping that remembers the line on which it began, so that an error can name it."""

    line: int = 0


# The parser in C, where PyYAML has it, reads the law seven times as fast.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader without the guesses of YAML 1.1: only true, false, null, whole numbers and days are not text."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), "tf"),
    ("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""]),
    ("tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9]\d*)$"), "-0123456789"),
    ("tag:yaml.org,2002:timestamp", _DAY, "0123456789"),
):
    _Loader.add_implicit_resolver(_tag, _pattern, list(_first))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Line:
    loader.flatten_mapping(node)
    built = Line()
    built.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in built:
            raise NotLaw([Problem(_where(node, key_node), f"the key {key!r} stands twice.", "Keep one of them.")])
        built[key] = loader.construct_object(value_node, deep=True)
    return built


def _day(loader: _Loader, node: yaml.ScalarNode) -> date:
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        raise NotLaw([Problem(_where(node), f"{node.value} is no day of the calendar.", "Write year-month-day.")]) from None


def _where(node: yaml.Node, inner: yaml.Node | None = None) -> str:
    mark = (inner or node).start_mark
    return f"{mark.name}, line {mark.line + 1}"


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


def read(path: Path, name: str | None = None) -> Any:
    """The content of one file; mappings are `Line`, days are `date`. Raises `NotLaw` with file and line.

    `name` stands in errors in place of the name of the file, where that alone would not tell which one.
    """
    name = name or path.name
    try:
        return parse(path.read_text(encoding="utf-8"), name=name)
    except UnicodeDecodeError as error:
        raise NotLaw([Problem(name, f"the file is not UTF-8 text ({error.reason}).", "Save it as UTF-8.")]) from None


def parse(text: str, name: str = "text") -> Any:
    """The content of a text; `name` stands in errors in place of a file name."""
    stream = io.StringIO(text)
    stream.name = name  # type: ignore[attr-defined]
    loader = _Loader(stream)
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise NotLaw([Problem(f"{name}, line {line}", f"this is not YAML: {error.problem}.")]) from None
    finally:
        loader.dispose()
