"""JavaScript and TypeScript, also inside Vue, Svelte and Astro: lists written as literals. Nothing is ever run."""

from __future__ import annotations

import re

from transfer_register.errors import FileUnreadable
from transfer_register.intake.html_tables import read_table, tables_in
from transfer_register.intake.literals import literals_of
from transfer_register.intake.nested import content_of
from transfer_register.intake.tables import Content, RowProblem
from transfer_register.intake.text_file import beginning, decoded

_PAGES = (".vue", ".svelte", ".astro")
SUFFIXES = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", *_PAGES)
TITLE = "JavaScript or TypeScript"
_MOST_CHARACTERS = 5_000_000
_PROGRAM = re.compile(
    r"^(?:export\s+(?:default|const|let|var|function|enum)\b|(?:const|let|var)\s+[\w$]+\s*(?::[^=\n]{1,80})?=\s*[\[{]|module\.exports\s*=)",
    re.MULTILINE,
)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_FENCED = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def recognises(head: bytes, name: str) -> bool:
    """Whether the text is a program: by its name, or by the statements that declare a literal."""
    text = beginning(head, name)
    if text is None:
        return False
    if name.casefold().endswith(SUFFIXES):
        return bool(re.search(r"[\[{<]", text)) and not re.match(r"\s*[\[{]\s*[\"{\[]|\s*#+ |\s*\|", text)
    return bool(_PROGRAM.search(text)) and not re.search(r"^(?:#{1,6} |\||<!doctype|<html)", text, re.MULTILINE | re.IGNORECASE)


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """The tables of the literals; where there is none, the tables written as elements. Raises FileUnreadable if too large."""
    text, problems = decoded(data, name, _MOST_CHARACTERS)
    program = _scripts(text) if name.casefold().endswith(_PAGES) else text
    try:
        roots, mistake = literals_of(program, name)
        found = content_of(roots, name)
    except RecursionError:
        raise FileUnreadable(f"{name}: the content is nested too deeply for a list. Bring in the list alone.") from None
    if mistake is not None:
        what = "from here the program could not be read in full; what stands around was read. Check the file there."
        problems.append(RowProblem(mistake, None, what))
    if not found.tables:
        read_in = [read_table(html, text.count("\n", 0, begin) + 1, "", []) for begin, _, html in tables_in(text)]
        found = Content(
            tuple(table for content in read_in for table in content.tables),
            (*found.problems, *(problem for content in read_in for problem in content.problems)),
        )
    return Content(found.tables, (*problems, *found.problems))


def _scripts(text: str) -> str:
    """The scripts of a page on the lines where they stand; all else is blank."""
    kept: list[str] = []
    position = 0
    parts = [match.span(1) for match in (_FENCED.match(text),) if match] + [match.span(1) for match in _SCRIPT.finditer(text)]
    for begin, end in sorted(parts):
        kept += ["\n" * text.count("\n", position, begin), text[begin:end]]
        position = end
    return "".join(kept)
