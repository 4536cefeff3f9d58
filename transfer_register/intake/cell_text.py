"""A cell of a spreadsheet as text, never guessed into a number, a day or a truth value."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta


def text_of(value: object) -> str:
    """A cell as text: what it says, in the shortest form that loses nothing."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return format(value, ".15g")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta() | int():
            return str(value)
        case _:
            return ""
