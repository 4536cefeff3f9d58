"""reStructuredText: tables, definitions, bullets and sections; no other file is ever read, no raw part is taken over."""

from __future__ import annotations

import re
from typing import ClassVar

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives

from transfer_register.errors import FileUnreadable
from transfer_register.intake.document import Document
from transfer_register.intake.entries import Entry
from transfer_register.intake.grid import tables_of
from transfer_register.intake.tables import Content, SourceRow
from transfer_register.intake.text_file import beginning, decoded

SUFFIXES = (".rst", ".rest")
TITLE = "reStructuredText"
_MOST_CHARACTERS = 3_000_000
_DEEPEST = 100
_UNDERLINED = re.compile(r"^(?P<title>\S[^\n]{1,120})\n(?P<rule>([=~^\"'+#*`-])\3{2,})[ \t]*$", re.MULTILINE)
_DIRECTIVE = re.compile(r"^[ \t]*\.\. (?P<name>[A-Za-z][\w:+.-]*)::(?:[ \t]|$)", re.MULTILINE)
_GRID = re.compile(r"^\+[-=]{2,}(?:\+[-=]{2,})*\+$", re.MULTILINE)
_ROLE = re.compile(r":[A-Za-z][\w:+.-]*:`([^`<]*?)\s*(?:<[^`<>]*>)?`")
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|[ :]*-{3,}|```)", re.MULTILINE)
_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 6,
    "warning_stream": False,
    "_disable_config": True,
    "smart_quotes": False,
    "line_length_limit": 100_000,
}


class _Contents(Directive):
    """Stands for a directive that only a certain program knows: what is inside is read, the rest is left out."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict] = {}

    def run(self) -> list[nodes.Node]:
        holder = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, holder)
        return [holder]


def recognises(head: bytes, name: str) -> bool:
    """Whether the name says so, or there are underlined titles with a directive or a grid table, and nothing of Markdown."""
    text = beginning(head, name)
    if text is None:
        return False
    start = text.lstrip()[:200].casefold()
    if start.startswith(("<", "{", "[{", "%", "@prefix")) or _MARKDOWN.search(text):
        return False
    if name.casefold().endswith(SUFFIXES):
        return True
    titled = any(len(match.group("rule")) >= len(match.group("title")) for match in _UNDERLINED.finditer(text))
    return bool(_GRID.search(text)) or (titled and bool(_DIRECTIVE.search(text)))


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """What stands in the document, in its order. Raises FileUnreadable for one that is too large or too deep."""
    text, problems = decoded(data, name, _MOST_CHARACTERS)
    known = set(directives._directives) | set(directives._directive_registry)
    for said in {match.group("name") for match in _DIRECTIVE.finditer(text)} - known:
        directives.register_directive(said, _Contents)
    try:
        tree = publish_doctree(text, settings_overrides=_SETTINGS)
    except RecursionError:
        raise FileUnreadable(f"{name}: the text is nested deeper than any list. Copy the list into a new file.") from None
    document = Document(problems)
    _walk(tree, document, 0)
    return document.content()


def _walk(node: nodes.Element, document: Document, depth: int) -> None:
    if depth > _DEEPEST:
        return
    for child in node.children:
        match child:
            case nodes.title() | nodes.subtitle() | nodes.rubric():
                document.heading(_text(child), _line(child))
            case nodes.paragraph():
                document.sentence(_text(child))
            case nodes.table():
                if titles := list(child.findall(nodes.title)):
                    document.heading(_text(titles[0]), _line(child))
                document.table(tables_of(_grid(child), document.title, document.context))
            case nodes.definition_list():
                document.pairs([entry for item in child.children if (entry := _definition(item))])
            case nodes.field_list():
                pairs = [
                    Entry(_line(field), _text(field.children[0]), _blocks(field.children[1]))
                    for field in child.findall(nodes.field)
                ]
                document.sentence("\n".join(f"{pair.name}: {pair.said}" for pair in pairs))
            case nodes.bullet_list() | nodes.enumerated_list():
                document.items([(_line(item), _blocks(item, marks=True)) for item in child.children])
            case nodes.system_message() | nodes.comment() | nodes.literal_block() | nodes.raw() | nodes.Text():
                continue
            case nodes.Element():
                _walk(child, document, depth + 1)


def _definition(item: nodes.Node) -> Entry | None:
    terms = list(item.findall(nodes.term))[:1]
    bodies = [child for child in item.children if isinstance(child, nodes.definition)]
    classifiers = [child.astext() for child in item.children if isinstance(child, nodes.classifier)]
    if not terms:
        return None
    said = "\n".join([*classifiers, *(_blocks(body) for body in bodies)])
    return Entry(_line(terms[0]), _text(terms[0]), said)


def _grid(table: nodes.table) -> list[SourceRow]:
    """The rows of a table, with spans filled as they are shown."""
    rows: list[SourceRow] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in table.findall(nodes.row):
        cells: list[str] = []
        line = 0
        for entry in row.children:
            _hang(cells, hanging)
            text = _blocks(entry)
            line = line or next((found.line for found in entry.findall() if getattr(found, "line", None)), 0)
            for _ in range(entry.get("morecols", 0) + 1):
                if entry.get("morerows", 0):
                    hanging[len(cells)] = entry["morerows"], text
                cells.append(text)
        _hang(cells, hanging)
        rows.append(SourceRow(line or _line(row), tuple(cells)))
    return rows


def _hang(cells: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while len(cells) in hanging:
        left, text = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = left - 1, text
        cells.append(text)


def _blocks(node: nodes.Node, *, marks: bool = False) -> str:
    """The paragraphs inside, one a line."""
    found = [part for part in node.findall() if isinstance(part, (nodes.paragraph, nodes.line))]
    return "\n".join(_text(part, marks=marks) for part in found)


def _text(node: nodes.Node, *, marks: bool = False) -> str:
    """What is said inside, with links and (where asked for) bold words written as in Markdown."""
    parts = []
    for child in node.children:
        match child:
            case nodes.reference() if (
                child.get("refuri", "").startswith(("http", "mailto:")) and child["refuri"] != child.astext()
            ):
                parts.append(f"[{child.astext()}]({child['refuri']})")
            case nodes.strong() if marks:
                parts.append(f"**{child.astext()}**")
            case nodes.system_message() | nodes.target():
                continue
            case _:
                parts.append(child.astext())
    return " ".join(_ROLE.sub(r"\1", "".join(parts)).split())


def _line(node: nodes.Node) -> int:
    """The line of a node or of the nearest around it that knows its own."""
    found: nodes.Node | None = node
    while found is not None:
        if found.line:
            return found.line - (1 if isinstance(found, nodes.title) else 0)
        found = found.parent
    return 1
