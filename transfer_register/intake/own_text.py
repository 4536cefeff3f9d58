"""Text <-> cell: what a spreadsheet would run or turn into something else is made harmless, and comes back as it was.

A protecting apostrophe is put before a text, and taken away on reading only where it was put: "'tis" has none, "'=1" one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

# Signs of one cell in Excel, counted in UTF-16; a little room is left for what another program adds.
MOST_SIGNS = 32_000
CUT = " … [goes on: longer than a cell can hold]"

# What a spreadsheet takes for the beginning of a formula, also behind blanks.
_FORMULA = re.compile("^(?:[\t\r\n]|[\\s\\x00]*[=+\\-@|%＝＋－＠])")
_NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|fév|avr|juin|juil|ao[uû]t|déc)[a-zé]*"
# What a spreadsheet turns into a number, a day, a time or a truth value when it opens a file of text.
_TURNED = re.compile(
    r"^\s*(?:[+-]?[\d.,' \u00a0]*\d[\d.,' \u00a0]*(?:e[+-]?\d+)?\s*[%€$£¥]?"
    r"|[€$£¥]\s*[\d.,' ]+"
    r"|\d{1,4}\s*[-/.:]\s*\d{1,4}(?:\s*[-/.:]\s*\d{1,4})*(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?(?:\s*[ap]m?)?"
    rf"|\d{{1,4}}[-/. ]*{_MONTH}\.?[-/., ]*\d{{0,4}}"
    rf"|{_MONTH}\.?[-/., ]*\d{{1,4}}(?:[-/., ]+\d{{2,4}})?"
    r"|true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|#.{1,8}[!?/].{0,2})\s*$",
    re.IGNORECASE,
)
# Signs that no cell, or no XML, can hold are shown as pictures of themselves.
_PICTURES = {sign: 0x2400 + sign for sign in range(32) if sign not in (9, 10)} | {
    0x7F: 0x2421, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD,
} | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)  # fmt: skip
_SIGNS = {picture: sign for sign, picture in _PICTURES.items() if picture != 0xFFFD}
# Such a sequence means a sign to Excel, and other programs disagree about it: it is shown with a wide line.
_CODED, _WIDE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)"), "＿"

# Signs up to here are the bytes of the same number; what Windows-1252 has beyond them stands for bytes from 80 to 9F.
_NAMED = "\u0100"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHER_MONTHS = {"mär": 3, "maerz": 3, "mai": 5, "okt": 10, "dez": 12}
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets


def runs(text: str) -> bool:
    """Would a spreadsheet take the text for a formula?"""
    return bool(_FORMULA.match(text)) and not _NUMBER.match(text)


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if runs(text) else text


def protected(text: str) -> str:
    """The text for a cell of a CSV file: with an apostrophe where a spreadsheet would run it or turn it into something else."""
    return f"'{text}" if _needs(text) else text


def for_workbook(text: str) -> str:
    """The text for a cell of text in a workbook, which stays text: only what looks like protected already is protected."""
    return f"'{text}" if text.startswith("'") and _needs(text) else text


def restored(cell: str) -> str:
    """What the cell said before it was protected; every other cell as it stands."""
    return cell[1:] if cell.startswith("'") and _needs(cell[1:]) else cell


def _needs(text: str) -> bool:
    bare = text.lstrip("'")
    return bool(bare) and (bool(_FORMULA.match(bare)) or (len(bare) < 60 and bool(_TURNED.match(bare))))


def shown(text: str) -> str:
    """The text as one cell can hold it: signs that it cannot hold as pictures, line ends as one sign, too long a text cut."""
    text = _pictured(text)
    if len(text) * 2 <= MOST_SIGNS or _size(text) <= MOST_SIGNS:
        return text
    return f"{cut_at(text)}{CUT}"


def cut_at(text: str) -> str:
    """As much of the text as stands in a cell that is cut."""
    head = text[: MOST_SIGNS - len(CUT)]
    while (over := _size(head) - (MOST_SIGNS - len(CUT))) > 0:
        head = head[: -(over + 1) // 2]
    return head


def typed(cell: str, before: str | None) -> str:
    """What a person means by a cell that was changed, where `before` is the text that the cell showed before the change.

    What a cut cell did not show is kept behind what stands in it now, as long as the note of the cut stands there; signs
    that were shown as pictures are those signs again.
    """
    text = restored(cell)
    before = before or ""
    if any(chr(picture) in text for picture in _SIGNS) and any(chr(sign) in before for sign in _SIGNS.values()):
        text = text.translate({picture: sign for picture, sign in _SIGNS.items() if chr(sign) in before})
    if _CODED.search(before):
        text = text.replace(f"{_WIDE}x", "_x")
    if text.endswith(CUT.strip()) and shown(before).endswith(CUT):
        whole = before.replace("\r\n", "\n").replace("\r", "\n")
        text = text.removesuffix(CUT.strip()).removesuffix(" ") + whole[len(cut_at(_pictured(whole))) :]
    return text


def same(cell: str, text: str, *, narrow: bool = False) -> bool:
    """Does the cell say what `text` (as `shown`) said when it was written, whatever a spreadsheet did to it on saving?

    `narrow` for a file that was saved in Windows-1252, where signs beyond it are lost.
    """
    if cell in (text, f"'{text}") or restored(cell) == text:
        return True
    one, other = _bare(restored(cell)), _bare(text)
    if one == other or _bare(restored(_read_wrongly(cell))) == other:
        return True
    # OpenDocument may lose tabulators, and what was protected for their sake then looks like words with an apostrophe.
    if _bare(cell.replace("\t", "")) == _bare(protected(text).replace("\t", "")):
        return True
    return narrow and bool(re.fullmatch("".join(map(_narrow, other)), one, re.DOTALL))


def _read_wrongly(cell: str) -> str:
    """What a cell said before a program took UTF-8 for Windows-1252, as "Ã©" for "é"; every other cell as it stands."""
    if cell.isascii():
        return cell
    try:
        return b"".join(sign.encode("latin-1" if sign < _NAMED else "cp1252") for sign in cell).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return cell


def settled(cell: str) -> str:
    """A cell without what programs add or take away on saving: for comparing, never for recording."""
    return _bare(restored(cell))


def _bare(text: str) -> str:
    if text.isprintable() and "_x" not in text:
        return text.strip()
    text = _pictured(text).replace("\u00a0", " ")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def _pictured(text: str) -> str:
    if text.isprintable() and "_x" not in text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PICTURES)
    return _CODED.sub(_WIDE, text) if "_x" in text else text


def _narrow(sign: str) -> str:
    try:
        sign.encode("cp1252")
    except UnicodeEncodeError:
        return "..?" if ord(sign) > 0xFFFF else "."
    return re.escape(sign)


def _size(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def days_of(text: str) -> tuple[date, ...]:
    """The days that a text may mean: none, one, or two where day and month can be told from each other by nobody."""
    text = " ".join(restored(text).split()).casefold().removesuffix(" 00:00:00").removesuffix(" 00:00").removesuffix("t00:00:00")
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return _days([(int(found[1]), int(found[2]), int(found[3]))])
    if found := re.fullmatch(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d\d)\.?", text):
        first, second, year = int(found[1]), int(found[2]), int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return _days([(year, second, first), *([] if "." in text else [(year, first, second)])])
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-zä]{3,9})\.?,?[-/. ]*(\d{4}|\d\d)", text):
        return _days([(int(found[3]) + (2000 if len(found[3]) == 2 else 0), _month(found[2]), int(found[1]))])
    if found := re.fullmatch(r"([a-zä]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text):
        return _days([(int(found[3]), _month(found[1]), int(found[2]))])
    if re.fullmatch(r"\d{5}", text):  # the number under which a spreadsheet keeps a day
        return (_EPOCH + timedelta(days=int(text)),)
    return ()


def _month(word: str) -> int:
    return _OTHER_MONTHS.get(word[:3]) or _OTHER_MONTHS.get(word) or (_MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0)


def _days(readings: list[tuple[int, int, int]]) -> tuple[date, ...]:
    found = []
    for reading in readings:
        try:
            found.append(date(*reading))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def day_text(value: date | datetime) -> str:
    """`2026-03-01`."""
    return value.isoformat()[:10]
