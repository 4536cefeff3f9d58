"""A file of text: in which encoding it is, and its text without what nobody sees."""

from __future__ import annotations

from transfer_register.errors import FileUnreadable
from transfer_register.intake.kinds import kind_of
from transfer_register.intake.tables import RowProblem

# So much of a file is looked at to tell what it is.
HEAD = 65_536
_MARKS = (
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def beginning(head: bytes, name: str) -> str | None:
    """The text at the beginning of a file, in whole lines; None for a file that is no text. `head` is at most `HEAD` bytes."""
    if kind_of(head) is not None:
        return None
    cut = len(head) >= HEAD
    if cut and _encoding(head) in ("utf-8", "utf-8-sig"):
        head = head[: head.rfind(b"\n") + 1] or head  # a letter may be broken off at the end
    elif cut:
        head = head[: len(head) // 4 * 4]
    try:
        text, _ = decoded(head, name)
    except FileUnreadable:
        return None
    return text[: text.rfind("\n") + 1] or text if cut else text


def decoded(data: bytes, name: str, most: int | None = None) -> tuple[str, list[RowProblem]]:
    """The text of a file: by its mark, else UTF-16 by its zeros, else UTF-8, else Windows-1252, which is then said.

    Raises FileUnreadable for a file that is no text, or has more than `most` characters.
    """
    encoding = _encoding(data)
    problems: list[RowProblem] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise FileUnreadable(f"{name}: the file begins as {encoding} text but breaks off. Save it again as UTF-8.") from None
        text = data.decode("cp1252", errors="replace")
        line = data.count(b"\n", 0, error.start) + 1
        what = "the file is not UTF-8; it was read as Windows-1252. If letters look wrong, save it as UTF-8."
        problems.append(RowProblem(line, None, what))
    if unseen := sum(text.count(sign) for sign in map(chr, (*range(9), 11, *range(14, 32), 127))):
        line = next(
            number
            for number, row in enumerate(text.split("\n"), 1)
            if any((ord(sign) < 32 and sign not in "\t\r\f") or sign == "\x7f" for sign in row)
        )
        problems.append(
            RowProblem(line, None, f"{unseen} control characters stand in the file; they were left out of the reading.")
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if most is not None and len(text) > most:
        raise FileUnreadable(f"{name}: {len(text):,} characters are more than a list of recipients has. Bring in the list alone.")
    return text, problems


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    start = data[:4096]
    half = max(len(start) // 2, 1)
    if start[1::2].count(0) > half * 0.6:
        return "utf-16-le"
    if start[0::2].count(0) > half * 0.6:
        return "utf-16-be"
    return "utf-8"
