"""What bringing in a long list costs: preview and take of CSV and XLSX, beside openpyxl with pandas, each in its own process.

The plain way reads the cells, looks country names up in a dict, and appends the rows to a table of a database: no negation, no
condition, no doubt, no party, no history. Rows, recipients and the countries that the dict knows are compared.
"""

from __future__ import annotations

import csv
import io
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import orjson
import xlsxwriter

from benchmarks import beside
from benchmarks.timing import AT, median, stage
from transfer_register.actions import opening, take_in
from transfer_register.intake.gazetteer import gazetteer

ROWS = 100_000
HEADINGS = ("Vendor", "Purpose", "Location of processing", "Registered address", "Transfer mechanism", "Personal data")
SUFFIXES = ("csv", "xlsx")
# One row in so many names a place in a way that the plain way cannot read.
MESSY = 4

_FIRST = (
    "Orbit",
    "Halyard",
    "Larkspur",
    "Fjord",
    "Muster",
    "Kestrel",
    "Juniper",
    "Tideway",
    "Basalt",
    "Copper",
    "Linden",
    "Marlow",
)
_SECOND = ("Cloud", "Mail", "Data", "Freight", "Systems", "Analytics", "Print", "Support", "Payroll", "Media")
_FORM = {"US": "Inc.", "DE": "GmbH", "IE": "Ltd", "FR": "SAS", "SE": "AB", "NO": "AS", "IN": "Private Limited", "NA": "Pty Ltd"}
_NAMED = {
    "US": "United States", "DE": "Germany", "IE": "Ireland", "FR": "France", "SE": "Sweden", "NO": "Norway", "IN": "India",
    "NA": "Namibia",
}  # fmt: skip
_CITIES = {
    "US": "Austin, TX 78701", "DE": "80331 München", "IE": "Dublin 2", "FR": "75002 Paris", "SE": "Stockholm", "NO": "0150 Oslo",
    "IN": "Pune 411001", "NA": "Windhoek",
}  # fmt: skip
_SAID = (
    "{0} (storage), {1} (support)", "{0}; {1} on request only", "EU, {1}", "{0} - not {1}", "Frankfurt, {0}", "Worldwide", "EEA",
    "{0} or {1}",
)  # fmt: skip
_MECHANISMS = (
    "SCC module 2", "Standard Contractual Clauses (2021/914), Module Three", "EU-US DPF, SCCs as fallback", "BCR", "n/a", "",
    "IDTA", "No SCCs in place yet", "Adequacy decision", "SCCs (C2P), DPA of {}",
)  # fmt: skip
_DATA = ("Name, e-mail address", "Usage data", "Bank details; Name", "Support tickets", "IP address, device data", "")
_VERBS = ("Hosting of", "Support for", "Sending of", "Analysis of", "Printing of", "Storage of")
_THINGS = ("invoices", "newsletters", "payslips", "tickets", "backups", "logs", "surveys", "orders", "contracts", "images")


def rows(count: int) -> list[tuple[str, ...]]:
    """A made list of so many rows: a recipient for twenty of them, one row in four with a place that needs reading."""
    chance = random.Random(5)
    countries = list(_NAMED)
    parties = []
    for number in range(max(1, count // 20)):
        seat = chance.choice(countries)
        name = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)} {number} {_FORM[seat]}"
        parties.append((name, f"{chance.randrange(1, 99)} Harbour Street, {_CITIES[seat]}, {_NAMED[seat]}"))
    made = []
    for number in range(count):
        name, address = parties[number % len(parties)]
        one, other = chance.sample(countries, 2)
        place = chance.choice(_SAID).format(_NAMED[one], _NAMED[other]) if number % MESSY == 0 else _NAMED[one]
        purpose = f"{chance.choice(_VERBS)} {chance.choice(_THINGS)} {number // len(parties)}"
        mechanism = chance.choice(_MECHANISMS).format(2020 + chance.randrange(6))
        made.append((name, purpose, place, address, mechanism, chance.choice(_DATA)))
    return made


def file(count: int, suffix: str) -> bytes:
    """The list as a file."""
    if suffix == "csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows([HEADINGS, *rows(count)])
        return text.getvalue().encode()
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Vendors")
        for at, row in enumerate([HEADINGS, *rows(count)]):
            sheet.write_row(at, 0, row)
    return data.getvalue()


def run(count: int = ROWS, suffixes: tuple[str, ...] = SUFFIXES) -> dict[str, Any]:
    """{rows, stages, memory}: every stage with its seconds and those of the plain way; peak memory in MB by process."""
    stages, memory = [], {}
    with tempfile.TemporaryDirectory(prefix="bringing-in-") as name:
        for suffix in suffixes:
            path = Path(name) / f"list.{suffix}"
            path.write_bytes(file(count, suffix))
            ours, plain = (_apart(who, path) for who in ("ours", "plain"))
            assert ours["told"]["rows"] == plain["told"]["rows"] == count, (ours["told"], plain["told"])
            assert ours["told"]["recipients"] == plain["told"]["recipients"], (ours["told"], plain["told"])
            assert ours["told"]["plain_places"] == plain["told"]["plain_places"], "a country was read otherwise"
            for what, said in (
                ("preview", f"{suffix.upper()}: preview of {count:,} rows"),
                ("take", f"{suffix.upper()}: taken in"),
            ):
                stages.append(
                    stage(
                        said, ours[what], {"openpyxl with pandas": plain[what]} if suffix == "xlsx" else {"pandas": plain[what]}
                    )
                )
            memory[f"{suffix.upper()}, peak memory, MB"] = ours["peak_memory_mb"]
            memory[f"{suffix.upper()}, peak memory of the plain way, MB"] = plain["peak_memory_mb"]
    return {"rows": count, "stages": stages, "memory": memory}


def _apart(who: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.bringing_in", who, str(path)]
    done = subprocess.run(command, cwd=opening.PROJECT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return orjson.loads(done.stdout)


def ours(path: Path) -> dict[str, Any]:
    """Preview and take into an empty register."""
    data, options = path.read_bytes(), take_in.Options(exporter_name="Muster GmbH", exporter_country="DE")
    register = opening.open_register(path.parent / f"register-{path.suffix[1:]}")
    gazetteer()
    preview, shown = median(lambda: take_in.preview(register, data, path.name, options), 1)
    take, taken = median(lambda: take_in.take(register, shown, actor="benchmark", at=AT), 1)
    register.close()
    plain = {country: 0 for country in _NAMED}
    for row in shown.read.rows:
        places = row.places.places
        if row.raw["Location of processing"] in _NAMED.values() and len(places) == 1:
            plain[places[0].iso2] += 1
    told = {"rows": taken.created, "recipients": taken.parties - 1, "plain_places": plain}
    return {"preview": preview, "take": take, "told": told, "peak_memory_mb": beside.peak_memory_mb()}


def plain(path: Path) -> dict[str, Any]:
    """What a person would write with pandas: cells, names of countries by a dict, rows appended to a table."""
    import sqlite3

    import pandas

    codes = {name.casefold(): code for code, name in _NAMED.items()}

    def read() -> pandas.DataFrame:
        frame = (
            pandas.read_csv(path, keep_default_na=False)
            if path.suffix == ".csv"
            else pandas.read_excel(path, engine="openpyxl", keep_default_na=False)
        )
        frame["country"] = frame["Location of processing"].str.strip().str.casefold().map(codes)
        frame["recipient"] = frame["Vendor"].str.strip()
        frame["twice"] = frame.duplicated(["recipient", "Purpose"])
        return frame

    preview, frame = median(read, 1)

    def write() -> None:
        with sqlite3.connect(path.with_name(f"plain-{path.suffix[1:]}.sqlite")) as connection:
            frame.to_sql("transfer", connection, index=False)

    take, _ = median(write, 1)
    counted = frame["country"].value_counts()
    told = {
        "rows": len(frame), "recipients": frame["recipient"].nunique(),
        "plain_places": {country: int(counted.get(country, 0)) for country in _NAMED},
    }  # fmt: skip
    return {"preview": preview, "take": take, "told": told, "peak_memory_mb": beside.peak_memory_mb()}


if __name__ == "__main__":
    done = {"ours": ours, "plain": plain}[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(orjson.dumps(done).decode())
