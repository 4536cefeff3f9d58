"""Text in the cells and the page heads of a workbook: how much fits, and how many lines it takes."""

from __future__ import annotations

MOST_SIGNS = 32_767  # of one cell


def safe(words: str) -> str:
    """Words for a page's head: & begins a code there; the whole line may have 255 signs."""
    return words.replace("&", "&&").replace("\n", " ")[:60]


def cut(words: str) -> str:
    note = " [cut: longer than a cell can hold]"
    return words if len(words) <= MOST_SIGNS else words[: MOST_SIGNS - len(note)] + note


def lines(words: str, width: int) -> int:
    """How many lines words take in a column of so many characters, set word by word."""
    width = max(4, width * 11 // 10)  # a column is measured in digits, and letters are narrower on the whole
    total = 0
    for line in words.split("\n"):
        used, more = 0, 1
        for word in line.split(" "):
            size = len(word)
            if used and used + 1 + size > width:
                more, used = more + 1, 0
            used += size + (1 if used else 0)
            while used > width:
                more, used = more + 1, used - width
        total += more
    return total
