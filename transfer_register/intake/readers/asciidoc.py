"""AsciiDoc: tables, lists, definitions and sections; nothing that the text includes from elsewhere is read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from transfer_register.intake.asciidoc_cells import rows_of_cells, unmarked
from transfer_register.intake.document import Document
from transfer_register.intake.entries import Entry
from transfer_register.intake.grid import tables_of
from transfer_register.intake.tables import Content, RowProblem, SourceRow
from transfer_register.intake.text_file import beginning, decoded

_OWN = (".adoc", ".asciidoc", ".asc")
SUFFIXES = (*_OWN, ".txt")
TITLE = "AsciiDoc"
_MOST_CHARACTERS = 10_000_000
_TABLE = re.compile(r"^(?P<mark>[|,:!]===+)[ \t]*$")
_ANY_TABLE = re.compile(r"^\|===+[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^(?:-{4,}|\.{4,}|/{4,}|\+{4,}|`{3,}\w*)[ \t]*$")
_HEADING = re.compile(r"^={1,6}[ \t]+(?P<said>\S.*)$")
_BLOCK_TITLE = re.compile(r"^\.(?P<said>[^\s.].*)$")
_ATTRIBUTE = re.compile(r"^:(?P<name>!?[\w-]+!?):(?:[ \t]+(?P<said>.*))?$")
_BLOCK_ATTRIBUTES = re.compile(r"^\[(?P<said>[^\[\]]*|\[[^\[\]]*\])\][ \t]*$")
_ITEM = re.compile(r"^\s*(?:(?P<level>\*{1,5}|-|\.{1,5})|\d{1,3}[.)])[ \t]+(?P<said>\S.*)$")
_TERM = re.compile(r"^(?P<term>\S[^\n]*?)(?:::{1,3}|;;)(?:[ \t]+(?P<said>.*))?$")
_INCLUDED = re.compile(r"^(?:include|image|video|audio|toc|ifdef|ifndef|endif|ifeval)::")


def recognises(head: bytes, name: str) -> bool:
    """Whether the name says so, or a table stands between marks that only AsciiDoc has."""
    text = beginning(head, name)
    if text is None or text.lstrip()[:1] in ("<", "{"):
        return False
    return name.casefold().endswith(_OWN) or len(_ANY_TABLE.findall(text)) > 1


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """What stands in the document, in its order; what it would include from other files is told and left out."""
    text, problems = decoded(data, name, _MOST_CHARACTERS)
    walk = _Walk(text.split("\n"), Document(problems))
    walk.go()
    return walk.document.content()


class _Walk:
    """Goes through the lines once; `named` are the attributes that the document defines for its own text."""

    def __init__(self, lines: list[str], document: Document):
        self.lines, self.document = lines, document
        self.at = 0
        self.named: dict[str, str] = {}
        self.settings = ""

    def go(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if self._table(line) or self._aside(line) or self._list(line):
                continue
            if match := _HEADING.match(line) or _BLOCK_TITLE.match(line):
                self.document.heading(self._said(match.group("said")), self.at + 1)
                self.at += 1
            elif not line.strip():
                self.at += 1
            else:
                self.document.sentence(self._said("\n".join(self._until_blank())))
                self.settings = ""

    def _said(self, text: str) -> str:
        return unmarked(re.sub(r"\{([\w-]+)\}", lambda match: self.named.get(match.group(1), match.group()), text))

    def _aside(self, line: str) -> bool:
        """Comments, settings and blocks that are shown as they stand: nothing of them is a list."""
        if match := _FENCE.match(line):
            mark = match.group().strip()
            self.at += 1
            while self.at < len(self.lines) and self.lines[self.at].strip() != mark[: len(mark)]:
                self.at += 1
        elif match := _ATTRIBUTE.match(line):
            self.named[match.group("name")] = (match.group("said") or "").strip()
        elif match := _BLOCK_ATTRIBUTES.match(line):
            self.settings += f",{match.group('said')}"
        elif line.startswith("include::"):
            what = "the text of another file belongs here and was not read. Bring in that file too, or paste its text."
            self.document.problems.append(RowProblem(self.at + 1, None, what))
        elif not (line.startswith("//") or _INCLUDED.match(line) or line.strip() in ("+", "'''", "<<<", "====", "****", "--")):
            return False
        self.at += 1
        return True

    def _table(self, line: str) -> bool:
        match = _TABLE.match(line)
        if match is None:
            return False
        first = self.at + 1
        end = next((at for at in range(first, len(self.lines)) if self.lines[at].strip() == line.strip()), len(self.lines))
        inside = self.lines[first:end]
        mark = match.group("mark")[0]
        if mark == "," or re.search(r"format\s*=\s*\"?csv", self.settings):
            rows = [(first + at, list(row)) for at, row in enumerate(csv.reader(inside), 1) if any(row)]
        else:
            rows = list(rows_of_cells(inside, first, self.settings, ":" if mark == ":" else mark))
        grid = [SourceRow(number, tuple(self._said(text) for text in cells)) for number, cells in rows]
        self.document.table(tables_of(grid, self.document.title, self.document.context))
        self.at, self.settings = end + 1, ""
        return True

    def _list(self, line: str) -> bool:
        """A run of bullets, or of terms with what is said of each."""
        if _ITEM.match(line):
            self.document.items(list(self._items()))
            return True
        if _TERM.match(line):
            self.document.pairs(list(self._terms()))
            return True
        return False

    def _items(self) -> Iterator[tuple[int, str]]:
        """(line, text) of the bullets of the outer level; what stands below one belongs to it."""
        outer = None
        number, said = 0, []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            match = _ITEM.match(line)
            level = match.group("level") if match else None
            outer = outer or (level if match else None)
            if not line.strip() and not self._goes_on(_ITEM):
                break
            if match and level == outer:
                if said:
                    yield number, self._said("\n".join(said))
                number, said = self.at + 1, [match.group("said")]
            elif line.strip() not in ("", "+"):
                said.append(match.group("said") if match else line.strip())
            self.at += 1
        if said:
            yield number, self._said("\n".join(said))

    def _terms(self) -> Iterator[Entry]:
        number, term, said = 0, "", []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            match = _TERM.match(line)
            if not line.strip() and not self._goes_on(_TERM, indented=True):
                break
            if match:
                if term:
                    yield Entry(number, self._said(term), self._said("\n".join(said)))
                number, term, said = self.at + 1, match.group("term"), [match.group("said") or ""]
            elif line.strip() not in ("", "+"):
                item = _ITEM.match(line)
                said.append(item.group("said") if item else line.strip())
            self.at += 1
        if term:
            yield Entry(number, self._said(term), self._said("\n".join(text for text in said if text)))

    def _goes_on(self, pattern: re.Pattern[str], *, indented: bool = False) -> bool:
        """Whether the next line that is not blank belongs to the list."""
        below = next((line for line in self.lines[self.at + 1 :] if line.strip()), "")
        return bool(pattern.match(below)) or (indented and below[:1] in (" ", "\t"))

    def _until_blank(self) -> list[str]:
        begin = self.at
        while self.at < len(self.lines) and self.lines[self.at].strip():
            if self.at > begin and (_TABLE.match(self.lines[self.at]) or _FENCE.match(self.lines[self.at])):
                break
            self.at += 1
        return self.lines[begin : self.at]
