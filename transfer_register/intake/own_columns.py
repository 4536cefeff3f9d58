"""The columns of the register's own spreadsheet: which field stands where, under which heading, and in what kind of cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Cell(StrEnum):
    """What a cell holds: words, one term, terms or texts parted by semicolons, lines of elements, a day, a count, a name."""

    TEXT = "text"
    TERM = "term"
    TERMS = "terms"
    TEXTS = "texts"
    PLACES = "places"
    MECHANISMS = "mechanisms"
    IDENTIFIERS = "identifiers"
    FACTS = "facts"
    DAY = "day"
    COUNT = "count"
    PARTY = "party"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class Column:
    """`field` is that of the model, `vocabulary` the list of its terms, `width` in characters, `hint` what a person is told."""

    field: str
    heading: str
    kind: Cell
    vocabulary: str | None = None
    width: int = 20
    hint: str = ""


_SEVERAL = "Several: part them with a semicolon."
_DAYS = "A day, as 2026-03-01."

TRANSFERS = (
    Column("exporter", "Exporter", Cell.PARTY, width=26, hint="The name of a party, as the sheet Parties has it, or a new one."),
    Column("importer", "Recipient", Cell.PARTY, width=28, hint="The name of a party, as the sheet Parties has it, or a new one."),
    Column("exporter_role", "Exporter's role", Cell.TERM, "roles", 15),
    Column("importer_role", "Recipient's role", Cell.TERM, "roles", 15),
    Column("purposes", "Purposes", Cell.TERMS, "purposes", 28, _SEVERAL),
    Column("purpose_text", "Purpose in words", Cell.TEXT, width=30),
    Column("data_categories", "Categories of data", Cell.TERMS, "data_categories", 28, _SEVERAL),
    Column("data_subjects", "Data subjects", Cell.TERMS, "data_subjects", 20, _SEVERAL),
    Column("places", "Places", Cell.PLACES, width=34, hint="One a line: Germany, Frankfurt (storage)"),
    Column("mechanisms", "Mechanisms", Cell.MECHANISMS, width=42,
           hint="One a line: Standard contractual clauses (2021), module 2, signed 1 March 2026, reference A-7. Or: none"),
    Column("measures", "Measures", Cell.TERMS, "measures", 30, _SEVERAL),
    Column("persons", "Persons a year", Cell.COUNT, width=11),
    Column("systems", "Systems", Cell.TEXTS, width=24, hint=_SEVERAL),
    Column("retention", "Retention", Cell.TEXT, width=20),
    Column("activity", "Processing activity", Cell.TEXT, width=24, hint="As the record of processing activities names it."),
    Column("nature", "Nature of the processing", Cell.TEXT, width=26, hint="What is done with the data, such as storing them."),
    Column("frequency", "Frequency", Cell.TERM, "frequencies", 13),
    Column("legal_bases", "Legal bases", Cell.TERMS, "legal_bases", 28, _SEVERAL),
    Column("follows", "Carries onward", Cell.TRANSFER, width=12, hint="The ID of the transfer that this one carries onward."),
    Column("facts", "Answers", Cell.FACTS, width=44, hint="One a line: Transferred onward: yes"),
    Column("flags", "Unclear", Cell.TERMS, "flags", 22, _SEVERAL),
    Column("review_on", "Review on", Cell.DAY, width=12, hint=_DAYS),
    Column("owner", "Looked after by", Cell.TEXT, width=18),
    Column("valid_from", "In force from", Cell.DAY, width=12, hint=_DAYS),
    Column("valid_to", "In force until", Cell.DAY, width=12, hint=_DAYS),
    Column("note", "Note", Cell.TEXT, width=40),
)  # fmt: skip
PARTIES = (
    Column("name", "Name", Cell.TEXT, width=30),
    Column("country", "Country", Cell.TERM, "countries", 20),
    Column("kind", "Kind of recipient", Cell.TERM, "recipient_kinds", 18),
    Column("parent", "Belongs to", Cell.PARTY, width=24, hint="The name of another party."),
    Column("aliases", "Other names", Cell.TEXTS, width=26, hint=_SEVERAL),
    Column("address", "Address", Cell.TEXT, width=30),
    Column("domains", "Websites", Cell.TEXTS, width=22, hint=_SEVERAL),
    Column("identifiers", "Identifiers", Cell.IDENTIFIERS, width=26, hint="One a line: LEI: 5299…"),
    Column("regimes", "Regimes declared", Cell.TERMS, "regimes", 16, _SEVERAL),
    Column("facts", "Answers", Cell.FACTS, width=44, hint="One a line, as in the sheet Choices: question: yes"),
    Column("valid_from", "In force from", Cell.DAY, width=12, hint=_DAYS),
    Column("valid_to", "In force until", Cell.DAY, width=12, hint=_DAYS),
    Column("note", "Note", Cell.TEXT, width=40),
)
COLUMNS = {"transfer": TRANSFERS, "party": PARTIES}
IDS = {"transfer": "Transfer ID", "party": "Party ID"}
SHEETS = {"transfer": "Transfers", "party": "Parties"}

# To the right of what is edited: where the record was read, and the record itself for the way back.
SOURCE = "Read from"
EXACT = "Exact record (leave as it is)"
# A file is taken for the register's own where a row of headings has an id and this many of the others.
ENOUGH = 4

# Fields of a record that have no cell of their own; they come back with the exact record.
WITHOUT_CELL = {"origin", "earlier"}
