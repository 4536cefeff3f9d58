"""In which language something is said: sentences and terms from catalogues, days, numbers, countries as it has them.

English is the language of the source. Every sentence that a document says stands in `say`, `says` or `marked`, as a literal, and
the catalogues of the other languages hold it (data/languages/<language>/*.po, gettext's format, which translators know). What is
marked `fuzzy` there was not reviewed; so is what no catalogue holds, which is said in English rather than lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale, dates, numbers
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}
LOCALES = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES"}
CATALOGUES = Path(__file__).parent.parent.parent / "data" / "languages"

# What is put behind a sentence that nobody reviewed.
UNREVIEWED = "°"
_NOW: ContextVar[str] = ContextVar("language", default="en")
_DAY = {"de": "d. MMMM y", "fr": "d MMMM y", "es": "d 'de' MMMM 'de' y"}
_SHORT_DAY = {"de": "d. MMM y", "fr": "d MMM y", "es": "d MMM y"}
_ENDS = (".", ".”", ".»", ".“", "?", "!")
_AND = {"en": "and", "de": "und", "fr": "et", "es": "y"}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Says everything in a language until the end of the block, in this thread."""
    before = _NOW.set(language)
    try:
        yield
    finally:
        _NOW.reset(before)


def language() -> str:
    """The code of the language that is spoken, one of LANGUAGES."""
    return _NOW.get()


def marked(text: str) -> str:
    """The text as it stands: for a constant that is given to `say` later, so that the catalogues are known to need it."""
    return text


def say(text: str, **values: object) -> str:
    """A sentence or a label, with its values put in; `text` is English, with places such as {number}."""
    return _put(_found(text, ""), values)


def says(one: str, many: str, number: int, **values: object) -> str:
    """As `say`, for one or for more; {n} is the number as the language writes it."""
    found = _plural(one, many, number)
    return _put(found, {"n": in_digits(number), **values})


def counted(number: int, one: str, many: str = "") -> str:
    """`1 transfer`, `1,240 transfers`."""
    return f"{in_digits(number)} {_plural(one, many or one + 's', number)}"


def term(vocabulary: str, label: str) -> str:
    """The word for a term of a vocabulary, whose English label is given."""
    if _NOW.get() == "en":
        return label
    known = _catalogue(_NOW.get()).get((vocabulary, label))
    return known[0][0] if known else label


def country(code: str, english: str) -> str:
    """The name of a country by its code (ISO 3166-1 alpha-2), as CLDR has it; another place is a term of its own."""
    if _NOW.get() == "en":
        return english
    return _locale().territories.get(code) or term("countries", english)


def in_digits(value: float, digits: int = 0) -> str:
    """A number with the signs of the language."""
    if _NOW.get() == "en":
        return f"{value:,.{digits}f}"
    return numbers.format_decimal(value, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=_locale())


def day(value: date) -> str:
    """22 November 2026."""
    spoken = _NOW.get()
    return f"{value.day} {value:%B %Y}" if spoken == "en" else dates.format_date(value, _DAY[spoken], locale=_locale())


def short_day(value: date) -> str:
    """22 Nov 2026."""
    spoken = _NOW.get()
    return f"{value.day} {value:%b %Y}" if spoken == "en" else dates.format_date(value, _SHORT_DAY[spoken], locale=_locale())


def enumerated(items: Sequence[str], last: str = "") -> str:
    """a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last or _AND[_NOW.get()]} {items[-1]}"


def reviewed(language: str) -> tuple[int, int]:
    """How many of the sentences and terms of a language were reviewed, and how many there are."""
    entries = _catalogue(language).values()
    return sum(1 for _, is_reviewed in entries if is_reviewed), len(entries)


def _found(text: str, context: str) -> str:
    if _NOW.get() == "en":
        return text
    known = _catalogue(_NOW.get()).get((context, text))
    if known is None:
        return _unreviewed(text)
    forms, is_reviewed = known
    return forms[0] if is_reviewed else _unreviewed(forms[0])


def _plural(one: str, many: str, number: int) -> str:
    spoken = _NOW.get()
    # French counts none as one; the others count one only.
    single = number in (0, 1) if spoken == "fr" else number == 1
    if spoken == "en":
        return one if single else many
    known = _catalogue(spoken).get(("", one))
    if known is None:
        return _unreviewed(one if number == 1 else many)
    forms, is_reviewed = known
    found = forms[0] if single else forms[-1]
    return found if is_reviewed else _unreviewed(found)


def _unreviewed(text: str) -> str:
    """Marks a sentence. Labels and headings stay bare: the control of the document says how much was reviewed."""
    return f"{text}{UNREVIEWED}" if text.endswith(_ENDS) and text.count(" ") > 1 else text


def _put(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text


def _locale() -> Locale:
    return _babel(_NOW.get())


@cache
def _babel(spoken: str) -> Locale:
    return Locale.parse(LOCALES[spoken], sep="-")


@cache
def _catalogue(spoken: str) -> dict[tuple[str, str], tuple[tuple[str, ...], bool]]:
    """(context, English) to its forms, and whether they were reviewed; every file of the folder of a language."""
    held: dict[tuple[str, str], tuple[tuple[str, ...], bool]] = {}
    for path in sorted((CATALOGUES / spoken).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=LOCALES[spoken].replace("-", "_")):
                if not message.id:
                    continue
                id = message.id[0] if isinstance(message.id, tuple) else message.id
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                if all(forms):
                    held[message.context or "", id] = (tuple(map(str, forms)), not message.fuzzy)
    return held
