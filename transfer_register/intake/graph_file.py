"""Parses a file of linked data (Turtle, N-Triples, JSON-LD, RDF/XML) into a graph, without the network and without a crash."""

from __future__ import annotations

import json
import logging
import re
import xml.sax
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rdflib import Dataset, Graph, Literal
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.plugins.parsers.ntriples import ParseError

from transfer_register.errors import FileUnreadable
from transfer_register.intake.graph_prefixes import with_prefixes
from transfer_register.intake.tables import RowProblem

_MOST_CHARACTERS = 30_000_000
_BASE = "https://this-file.example/"
_TRIPLE = re.compile(r"(?:<[^<>\s]+>|_:\w+)\s+<[^<>\s]+>\s+(?:<[^<>\s]+>|_:\w+|\").*\.\s*(?:#.*)?")
_STATEMENT = re.compile(r"(?:[\w-]*:[\w.-]*|<[^<>\s]*>)\s+(?:a|[\w-]*:[\w.-]+|<[^<>\s]+>)(?:\s+\S.*|\s*)")
_DIRECTIVE = re.compile(r"(?:@prefix\s+[\w.-]*:\s*<|@base\s*<|PREFIX\s+[\w.-]*:\s*<|BASE\s+<)", re.IGNORECASE)
_JSON_MARKS = re.compile(r'"@(?:context|id|graph|type)"\s*:')
_SYNTAXES = {"turtle": "Turtle", "nt": "N-Triples", "json-ld": "JSON-LD", "xml": "RDF/XML"}


@dataclass(frozen=True)
class GraphFile:
    """A parsed file: its graph, its text for the search of lines, and what should be said about it."""

    graph: Graph
    text: str
    problems: tuple[RowProblem, ...]


def syntax_of(text: str) -> str | None:
    """The syntax of linked data that a text is in, by its first statement, or None."""
    start = text.lstrip("\ufeff \t\n\r")
    if start.startswith(("{", "[")) and _JSON_MARKS.search(start[:65_536]):
        return "json-ld"
    if (
        start.startswith("<")
        and ("<rdf:RDF" in start[:8_000] or "22-rdf-syntax-ns#" in start[:8_000])
        and "xmlns" in start[:8_000]
    ):
        return "xml"
    lines = (line.strip() for line in start[:65_536].split("\n"))
    first = [line for line in lines if line and not line.startswith("#")][:2]
    if not first:
        return None
    if _DIRECTIVE.match(first[0]):
        return "turtle"
    if all(_TRIPLE.fullmatch(line) for line in first):
        return "nt"
    if (
        _STATEMENT.fullmatch(first[0])
        and first[0].endswith((";", ",", ".", "["))
        and re.search(r"[;.]\s*(?:#.*)?$", start[:65_536], re.M)
    ):
        return "turtle"
    return None


def parse_graph(text: str, name: str) -> GraphFile:
    """The graph of a text. Raises FileUnreadable with the line where the syntax breaks."""
    syntax = syntax_of(text) or "turtle"
    if len(text) > _MOST_CHARACTERS:
        raise FileUnreadable(f"{name}: {len(text):,} characters of linked data are more than is read. Split the file.")
    problems: list[RowProblem] = []
    source = text.lstrip("\ufeff")
    if syntax == "turtle":
        source = with_prefixes(source, problems, _BASE)
    elif syntax == "json-ld":
        source = _without_remote_contexts(source, name, problems)
    graph = Dataset(default_union=True) if syntax == "json-ld" else Graph()
    try:
        with _quiet():
            graph.parse(data=source, format=syntax, publicID=_BASE)
    except BadSyntax as error:
        raise _broken(name, syntax, f"line {error.lines + 1}") from None
    except RecursionError:
        raise FileUnreadable(f"{name}: the statements are nested too deeply to be read. Write them flat.") from None
    except xml.sax.SAXParseException as error:
        raise _broken(name, syntax, f"line {error.getLineNumber()}: {error.getMessage()}") from None
    except (
        ParserError,
        ParseError,
        xml.sax.SAXException,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        AssertionError,
    ) as error:
        raise _broken(name, syntax, _first_line(str(error))) from None
    if isinstance(graph, Dataset):  # named graphs are read as one with the rest
        merged = Graph()
        for subject, property_, value, _ in graph.quads():
            merged.add((subject, property_, value))
        graph = merged
    problems += _untrue_literals(graph, text)
    return GraphFile(graph, text, tuple(problems))


def line_of(text: str, words: str, *, whole: bool = True) -> int | None:
    """The first line that begins with these words, else the first that holds them; None when none does."""
    if not words:
        return None
    inside: int | None = None
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?![\w-])" if whole else re.escape(words))
    for number, line in enumerate(text.split("\n"), 1):
        found = pattern.search(line) if words in line else None
        if (
            found
            and not re.search(r"[\s\"]", line[: found.start()].strip())
            and line[: found.start()] == line[: found.start()].lstrip()
        ):
            return number
        if found and inside is None and not line.lstrip().startswith("@prefix"):
            inside = number
    return inside


def _first_line(text: str) -> str:
    return " ".join(text.split())[:160].rstrip(" .")


def _broken(name: str, syntax: str, why: str) -> FileUnreadable:
    return FileUnreadable(
        f"{name}: the {_SYNTAXES[syntax]} breaks off at {why}. Mend the statement there and bring the file in again."
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the library's warnings about literals out of the log; they are told as problems of the file."""
    loggers = [
        logging.getLogger(name)
        for name in ("rdflib.term", "rdflib.plugins.parsers.rdfxml", "rdflib.plugins.shared.jsonld.context")
    ]
    for logger in loggers:
        logger.addFilter(_nothing)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(_nothing)


def _nothing(record: logging.LogRecord) -> bool:
    return False


def _without_remote_contexts(text: str, name: str, problems: list[RowProblem]) -> str:
    try:
        content = json.loads(text)
        remote: list[str] = []
        kept = _local(content, remote)
    except RecursionError:
        raise FileUnreadable(f"{name}: the JSON is nested too deeply to be read. Write it flat.") from None
    except json.JSONDecodeError as error:
        raise _broken(name, "json-ld", f"line {error.lineno}: {error.msg}") from None
    if remote:
        addresses = ", ".join(dict.fromkeys(remote))
        what = (
            f"the file leaves the meaning of its terms to {addresses}, which is not fetched; "
            "only what the file defines itself was read. Put the context into the file."
        )
        problems.append(RowProblem(line_of(text, remote[0], whole=False), None, what))
    return json.dumps(kept)


def _local(value: Any, remote: list[str]) -> Any:
    """The same JSON without contexts that stand elsewhere; their addresses are collected."""
    if isinstance(value, list):
        return [_local(part, remote) for part in value]
    if not isinstance(value, dict):
        return value
    kept: dict[str, Any] = {}
    for key, part in value.items():
        if key == "@context":
            parts = part if isinstance(part, list) else [part]
            remote += [entry for entry in parts if isinstance(entry, str)]
            kept[key] = [_local(entry, remote) for entry in parts if not isinstance(entry, str)]
        elif key == "@import":
            remote.append(str(part))
        else:
            kept[key] = _local(part, remote)
    return kept


def _untrue_literals(graph: Graph, text: str) -> list[RowProblem]:
    """A problem for every value that is not of the type it claims, such as the day 2021-31-31; it stays as text."""
    wrong = sorted({literal for literal in graph.objects() if isinstance(literal, Literal) and literal.ill_typed}, key=str)
    return [
        RowProblem(
            line_of(text, str(literal), whole=False),
            None,
            f"“{str(literal)[:60]}” is no valid {str(literal.datatype).rpartition('#')[2]}; "
            "it was kept as text. Correct it in the file.",
        )
        for literal in wrong[:100]
    ]
