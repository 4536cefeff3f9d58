"""Cells of AsciiDoc tables: where one begins, how many columns and rows it spans, and its text without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# What may stand before the bar of a cell: how often or over how many columns and rows, how it is set.
_SPEC = r"(?P<times>\d+(?:\.\d+)?[+*]|\.\d+\+)?(?:[<^>](?:\.[<^>])?|\.[<^>])?[aehlmdsv]?"
_COLUMNS = re.compile(r"cols\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s,\]]+))")
_LINK = re.compile(r"(?:link:)?(?P<address>https?://[^\s\[\]<>]+)\[(?P<label>[^\[\]]*)\]")
_MAIL = re.compile(r"mailto:([^\s\[\]]+)\[[^\[\]]*\]")
_REFERENCE = re.compile(r"(?:<<[^<>,]+,(?P<shown>[^<>]+)>>|xref:[^\[\]\s]+\[(?P<label>[^\[\]]+)\])")
_NOTE = re.compile(r"\s*footnote(?:ref)?:[\w-]*\[(?P<said>[^\[\]]*)\]")
_STRONG = re.compile(r"(?<![\w*])\*(?!\*)(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_SLANTED = re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)")
_BREAK = re.compile(r"[ \t]\+[ \t]*$", re.MULTILINE)
_MOST_TIMES = 200


def unmarked(text: str) -> str:
    """The text with its marks as a cell of any other document has them: bold and links as in Markdown, notes in brackets."""
    text = _BREAK.sub("<br>", text)
    text = _LINK.sub(lambda match: f"[{match['label'].rstrip('^') or match['address']}]({match['address']})", text)
    text = _MAIL.sub(r"\1", text)
    text = _REFERENCE.sub(lambda match: match["shown"] or match["label"], text)
    text = _NOTE.sub(r" (\g<said>)", text)
    text = _STRONG.sub(r"**\1**", text)
    text = _SLANTED.sub(r"\1", text)
    return text.replace("\\|", "|").strip()


def rows_of_cells(lines: Sequence[str], above: int, settings: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """(line in the file, cells) of each row between the marks of a table; spans are filled as they are shown."""
    cells = list(_cells(lines, above, mark))
    width = _width(settings) or _cells_of_first_line(lines, mark)
    row: list[str] = []
    number: int | None = None
    hanging: dict[int, tuple[int, str]] = {}
    for line, columns, below, text in cells:
        _hang(row, hanging)
        if len(row) >= width > 0:
            yield number or line, row
            row, number = [], None
            _hang(row, hanging)
        number = number or line
        for _ in range(columns):
            if below > 1:
                hanging[len(row)] = below - 1, text
            row.append(text)
    _hang(row, hanging)
    if row:
        yield number or above, row


def _cells(lines: Sequence[str], above: int, mark: str) -> Iterator[tuple[int, int, int, str]]:
    """(line, columns, rows, text) of every cell in order."""
    begins = re.compile(rf"(?:(?:^|(?<=\s)){_SPEC})?(?<!\\){re.escape(mark)}")
    text = "\n".join(lines)
    found = list(begins.finditer(text))
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        said = "\n".join(line.strip() for line in text[match.end() : end].strip().split("\n") if line.strip())
        line = above + text.count("\n", 0, match.start()) + 1
        times = match.group("times") or ""
        if times.endswith("*"):
            yield from [(line, 1, 1, said)] * min(int(float(times[:-1])), _MOST_TIMES)
        else:
            columns, _, rows = times.removesuffix("+").partition(".")
            yield line, min(int(columns or 1), _MOST_TIMES), min(int(rows or 1), 10_000), said


def _width(settings: str) -> int:
    """The number of columns that the settings above a table give, 0 without any."""
    match = _COLUMNS.search(settings)
    if match is None:
        return 0
    width = 0
    for part in re.split(r"[,;]", match.group("quoted") or match.group("bare") or ""):
        times = re.match(r"\s*(\d+)\*", part)
        width += int(times.group(1)) if times else 1
    return min(width, _MOST_TIMES)


def _cells_of_first_line(lines: Sequence[str], mark: str) -> int:
    first = next((line for line in lines if line.strip()), "")
    return sum(columns for _, columns, _, _ in _cells([first], 0, mark))


def _hang(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while len(row) in hanging:
        left, text = hanging.pop(len(row))
        if left > 1:
            hanging[len(row)] = left - 1, text
        row.append(text)
