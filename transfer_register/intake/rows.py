"""From a table of someone's file to preview rows: every column read by what its heading says, every doubt a flag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import gazetteer, plain
from transfer_register.intake.headings import Mapping
from transfer_register.intake.identifiers import read_identifiers
from transfer_register.intake.mechanisms import MechanismReading, read_mechanisms
from transfer_register.intake.parties import Recipient, legal_form_conflicts, read_recipient, relation_of, role_of
from transfer_register.intake.place_reading import PlaceReading, together
from transfer_register.intake.places import read_place_in, read_sentence
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.intake.record_terms import frequency_of, legal_bases_of
from transfer_register.intake.tables import SourceRow, SourceTable
from transfer_register.intake.web_names import websites

PROCESSING = ("place", "third_country", "storage_place", "access_place", "control_place")
SEAT = ("establishment", "country", "address")
_ITEMS = re.compile(r"\s*(?:[,;|\n•]|\s/\s|\s-\s)\s*(?![^()]*\))")
_SENTENCES = re.compile(r"[;\n•|]|(?<=[a-z0-9)])\.\s+(?=[A-Z])")
_CODES = re.compile(r"\s*[A-Z]{2}(?:\s*[,;/| ]\s*[A-Z]{2})*\s*")
_CODE_SHARE = 0.6


def rows_of(
    table: SourceTable, mappings: Sequence[Mapping], place: int = 0, standing: Sequence[Mapping] | None = None
) -> Iterator[PreviewRow]:
    """The rows of one table, which has its `place` in the file; a row that pairs several recipients with as many places by
    position gives one for each. `standing` are the columns without those that were added for what a person said: a row of
    which nothing was said is read by them alone."""
    corrected = _reader(table, mappings)
    untouched = corrected if standing is None or len(standing) == len(mappings) else _reader(table, standing)
    for at, row in enumerate(table.rows):
        reader = corrected if row.said else untouched
        yield from reader.rows(row, (place, at))
        corrected.above = untouched.above = reader.above


def _reader(table: SourceTable, mappings: Sequence[Mapping]) -> _Table:
    columns: dict[str, list[int]] = {}
    for at, mapping in enumerate(mappings):
        if mapping.field:
            columns.setdefault(mapping.field, []).append(at)
    return _Table(table, columns, [mapping.heading or f"column {at + 1}" for at, mapping in enumerate(mappings)])


class _Table:
    def __init__(self, table: SourceTable, columns: dict[str, list[int]], headings: list[str]):
        self.table, self.columns, self.headings = table, columns, headings
        self.fields = {at: name for name, ats in columns.items() for at in ats}
        self.above: SourceRow | None = None
        self.code_columns = {at for ats in columns.values() for at in ats if _is_code_column(table.rows, at)}
        sentences = (part for text in reversed(table.context) for part in reversed(_lead(text)))
        self.scope = next((reading for part in sentences if (reading := read_sentence(part)) is not None), None)
        self.relation = relation_of(table.title) if table.title else None
        if "place" in columns and "location" in columns:
            columns.setdefault("country", columns.pop("location"))  # beside a place of processing it is the seat

    def rows(self, row: SourceRow, source: tuple[int, int]) -> Iterator[PreviewRow]:
        cells, inherited = self._from_above(row)
        self.above = replace(row, cells=tuple(cells))
        pairs = self._pairs(cells)
        for recipient_text, place_text in pairs or [(None, None)]:
            changed = list(cells)
            if pairs:
                changed[self.columns["recipient"][0]], changed[self._place_column()] = recipient_text, place_text
            flags = (["inherited_from_above"] if inherited else []) + (["positional_pairing"] if pairs else [])
            yield self._row(row, changed, flags, source)

    def _from_above(self, row: SourceRow) -> tuple[list[str], bool]:
        """The cells, with blank cells at the front taken from above where the rows are a hierarchy; whether any was."""
        cells = list(row.cells) + [""] * (len(self.headings) - len(row.cells))
        for at, text in row.said:
            cells[at] = text  # what a person said, in the place of what stood there
        lead = next((at for at, text in enumerate(cells) if text.strip()), 0)
        carried = {
            at for name in ("recipient", "purpose", "owner", "data_subjects", "exporter") for at in self.columns.get(name, ())
        }
        named = any(cells[at].strip() for at in self.columns["recipient"])
        if self.above is None or not lead or (not named and sum(bool(text.strip()) for text in cells) < 2):
            return cells, False
        above = self.above.cells
        taken = [at for at in range(lead) if at in carried and at < len(above) and above[at].strip()]
        for at in taken:
            cells[at] = above[at]
        return cells, bool(taken)

    def _place_column(self) -> int:
        return next(self.columns[name][0] for name in ("place", "location", "third_country", "country") if name in self.columns)

    def _pairs(self, cells: list[str]) -> list[tuple[str, str]]:
        """(recipient, place) for "D-Trust / A-Trust" beside "DE / AT": as many names as places, each a single place."""
        if not any(name in self.columns for name in ("place", "location", "third_country", "country")):
            return []
        names = cells[self.columns["recipient"][0]].split(" / ")
        places = [part.strip() for part in re.split(r"\s*/\s*", cells[self._place_column()])]
        if len(names) < 2 or len(names) != len(places) or any("(" in name for name in names):
            return []
        readings = [read_place_in(place, "place", code_column=True) for place in places]
        single = all(len(reading.places) + len(reading.groups) == 1 and not reading.unresolved for reading in readings)
        return list(zip((name.strip() for name in names), places, strict=True)) if single else []

    def _row(self, row: SourceRow, cells: list[str], flags: list[str], source: tuple[int, int]) -> PreviewRow:
        recipient = read_recipient(self._text("recipient", cells))
        purpose, relation = self._purpose(cells)
        if relation:
            flags.append("purpose_is_relationship")
        relation = relation or (relation_of(row.relation) if row.relation else None) or self.relation
        if recipient and relation:
            recipient = replace(recipient, relation=relation[0], group=relation[1])
        reading, establishment, more = self._places(cells, recipient)
        mechanisms = self._mechanisms(cells)
        onward, onward_flags = self._onward(cells)
        domains = websites(self._texts("website", cells), self._text("recipient", cells), _names(recipient)) if recipient else ()
        numbers = read_identifiers((self.headings[at], cells[at]) for at in self.columns.get("identifier", ()))
        flags += [*row.doubts, *(recipient.flags if recipient else ()), *reading.flags, *more, *mechanisms.flags, *onward_flags]
        flags += numbers.flags
        if purpose is None and not relation_of(self._text("purpose", cells)):
            flags.append("purpose_missing")
        if mechanisms.stated is None and reading.scope != "none":
            flags.append("mechanism_missing")
        if recipient and legal_form_conflicts(recipient.name, establishment):
            flags.append("legal_form_conflict")
        if any(at in row.formulas for ats in self.columns.values() for at in ats):
            flags.append("formula_in_cell")
        measures = [
            part.strip(" .")
            for text in self._texts("measures", cells)
            for part in _SENTENCES.split(cell(text).text)
            if _says(part)
        ]
        return PreviewRow(
            line=row.line,
            table=self.table.title,
            recipient=recipient,
            places=reading,
            establishment=establishment,
            purpose=purpose,
            data_categories=self._items("data_categories", cells),
            mechanisms=mechanisms,
            measures=tuple(dict.fromkeys((*measures, *mechanisms.measures))),
            onward=onward,
            flags=tuple(dict.fromkeys(flags)),
            raw=self._raw(row),
            owner=self._said("owner", cells),
            data_subjects=self._items("data_subjects", cells),
            address=self._address(cells, recipient),
            retention=self._said("retention", cells),
            role=role_of(self._text("recipient_role", cells)) or role_of(self._text("purpose", cells)),
            exporter=self._said("exporter", cells),
            headings={name: self.headings[ats[0]] for name, ats in self.columns.items()},
            domains=domains,
            identifiers=numbers.found,
            corrected={self.fields[at]: text for at, text in row.said if text},
            source=source,
            activity=self._said("activity", cells),
            nature=self._said("nature", cells),
            frequency=frequency_of(self._said("frequency", cells)),
            legal_bases=legal_bases_of(
                [cell(text).text for text in self._texts("legal_basis", cells)], self._items("legal_basis", cells)
            ),
        )

    def _raw(self, row: SourceRow) -> dict[str, str]:
        """Heading -> text as it stands; columns that share a heading are told apart by their number."""
        raw: dict[str, str] = {}
        for at, text in enumerate(row.cells):
            heading = self.headings[at] if at < len(self.headings) else f"column {at + 1}"
            raw[heading if heading not in raw else f"{heading} ({at + 1})"] = text
        return raw

    def _texts(self, name: str, cells: list[str]) -> list[str]:
        return [cells[at] for at in self.columns.get(name, ())]

    def _text(self, name: str, cells: list[str]) -> str:
        return next((text for text in self._texts(name, cells) if text.strip()), "")

    def _said(self, name: str, cells: list[str]) -> str | None:
        text = " ".join(cell(self._text(name, cells)).text.split())
        return text if _says(text) else None

    def _items(self, name: str, cells: list[str]) -> tuple[str, ...]:
        parts = (part.strip(" .*") for text in self._texts(name, cells) for part in _ITEMS.split(cell(text).text))
        return tuple(dict.fromkeys(part for part in parts if _says(part)))

    def _purpose(self, cells: list[str]) -> tuple[str | None, tuple[str, str | None] | None]:
        said = self._said("purpose", cells)
        if said is None:
            return None, None
        relation = relation_of(said)
        if relation or role_of(said):
            return None, relation
        return said.rstrip("*†‡ ").strip() or None, None

    def _places(self, cells: list[str], recipient: Recipient | None) -> tuple[PlaceReading, str | None, list[str]]:
        """The places of processing, the country of the seat, and flags about what is missing."""
        named = [(name, at) for name in (*PROCESSING, "location") for at in self.columns.get(name, ())]
        seats = [self._read(name, at, cells) for name in SEAT for at in self.columns.get(name, ())]
        if recipient and recipient.more:
            seats.append(read_place_in(recipient.more, "address"))
        seat = next((reading for reading in seats if reading.establishment), None) or next(iter(seats), None)
        readings = [self._read(name, at, cells) for name, at in named]
        establishment = seat.establishment if seat else None
        if named:
            reading = together(readings)
            if seat is None and reading.establishment and all(place.role == "establishment" for place in reading.places):
                return replace(reading, scope="unknown"), reading.establishment, ["processing_location_missing"]
            doubts = [flag for flag in (seat.flags if seat else ()) if flag in ("code_ambiguous", "country_inferred")]
            return reading, establishment or reading.establishment, doubts
        if self.scope is not None:
            return self.scope, establishment, []
        if seat is None:
            return PlaceReading(), None, ["location_missing"]
        missing = "processing_location_missing" if seat.places or seat.groups or seat.unresolved else "location_missing"
        flags = tuple(flag for flag in seat.flags if flag not in ("location_missing", "no_transfer_stated"))
        return replace(seat, scope="unknown", flags=flags), establishment, [missing]

    def _read(self, name: str, at: int, cells: list[str]) -> PlaceReading:
        return read_place_in(cells[at], name, code_column=at in self.code_columns, heading=self.headings[at])

    def _mechanisms(self, cells: list[str]) -> MechanismReading:
        readings = [read_mechanisms(text) for text in self._texts("mechanism", cells) if text.strip()]
        if not any(reading.stated is not None for reading in readings):
            contracts = [read_mechanisms(text) for text in self._texts("contract", cells) if text.strip()]
            readings += [
                replace(reading, flags=tuple(flag for flag in reading.flags if flag != "mechanism_not_understood"))
                for reading in contracts
                if reading.stated
            ]
        readings += [
            reading
            for text in self._texts("certification", cells)
            if (reading := read_mechanisms(text, frameworks_only=True)).stated
        ]
        stated = [mechanism for reading in readings for mechanism in reading.stated or ()]
        anyone = any(reading.stated is not None for reading in readings)
        return MechanismReading(
            tuple(dict.fromkeys(stated)) if anyone else None,
            tuple(dict.fromkeys(measure for reading in readings for measure in reading.measures)),
            tuple(dict.fromkeys(flag for reading in readings for flag in reading.flags)),
        )

    def _onward(self, cells: list[str]) -> tuple[tuple[str, ...], list[str]]:
        names = self._items("onward", cells)
        linked = any(cell(text).links for text in self._texts("onward", cells))
        return names, ["onward_recipients_unknown"] if linked and not names else []

    def _address(self, cells: list[str], recipient: Recipient | None) -> str | None:
        text = cell(self._text("address", cells)).text or (recipient.more if recipient else None) or ""
        return ", ".join(text.split("\n")).replace(",,", ",") or None


def _names(recipient: Recipient) -> list[str]:
    return [name for name in (recipient.name, recipient.alias, recipient.product, recipient.parent) if name]


def _lead(text: str) -> list[str]:
    """The sentences of a paragraph that end with a colon, the last one of them, as they stand above a list."""
    shown = cell(text).text.replace("\n", " ").strip()
    if not shown.endswith(":"):
        return []
    return re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])", shown)[-1:]


@lru_cache(maxsize=50_000)
def _says(text: str) -> bool:
    return bool(text.strip()) and gazetteer().whole.get(plain(text)) is None


def _is_code_column(rows: Sequence[SourceRow], at: int) -> bool:
    filled = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at].strip()]
    codes = sum(bool(_CODES.fullmatch(text)) for text in filled)
    return codes >= 3 and codes >= len(filled) * _CODE_SHARE
