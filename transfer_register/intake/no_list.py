"""Tells where a table only looks like a list of recipients: it names countries, or a few names again and again and no more."""

from __future__ import annotations

from collections.abc import Sequence

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import gazetteer, words_of
from transfer_register.intake.headings import BESIDE_THE_FLOW, Mapping
from transfer_register.intake.parties import party_key
from transfer_register.intake.tables import SourceTable

# Fewer names than this prove nothing: a short list may well name a company that is called like a country.
_LEAST_PLACES, _SHARE_OF_PLACES = 8, 0.8
# A vocabulary repeats the owner of its terms on every line.
_LEAST_ROWS, _ROWS_A_NAME = 20, 4
# So many rows of a long table tell what it is.
_LOOKED_AT = 2_000
# Columns that say nothing of a flow.
_SILENT = frozenset({"recipient", "website", "identifier"}) | BESIDE_THE_FLOW


def why_no_list(table: SourceTable, mappings: Sequence[Mapping]) -> str | None:
    """Why a table with a column of names names no recipients, as the rest of a sentence; None for a list."""
    at = next((at for at, mapping in enumerate(mappings) if mapping.field == "recipient"), None)
    if at is None:
        return None
    names = [text for row in table.rows[:_LOOKED_AT] if at < len(row.cells) and (text := cell(row.cells[at]).text.strip())]
    different = {party_key(name) for name in names}
    heading = mappings[at].heading
    if len(different) >= _LEAST_PLACES:
        places = {party_key(name) for name in names if _is_country(name)}
        if len(places) >= _SHARE_OF_PLACES * len(different):
            return f"“{heading}” holds names of countries, not of those who receive data"
    says_more = bool({mapping.field for mapping in mappings if mapping.field} - _SILENT)
    if not says_more and len(names) >= _LEAST_ROWS and len(different) * _ROWS_A_NAME <= len(names):
        how_many = f"{len(different)} different" if len(different) > 1 else "one"
        return f"{len(names)} rows name {how_many} in “{heading}”, and no heading says what they receive, for what or where"
    return None


def _is_country(text: str) -> bool:
    """Whether a text is the name of a country, of a group of them, or of a country with its form of state behind a comma."""
    names = gazetteer().names
    for part in (text, text.partition(",")[0], text.partition("(")[0]):
        known = names.get(words_of(part))
        if known is not None and known.kind in ("country", "group"):
            return True
    return False
