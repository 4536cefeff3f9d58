"""The words of two small extracts as they stand in a file beside this one: one with every kind of verdict, one empty.

After a change that is meant, write them anew: `python -m tests.reports.test_golden`, and read the difference before you keep it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.reports import example
from transfer_register.model.transfer import Mechanism
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.content import flat
from transfer_register.reports.register_of_transfers.document import Options
from transfer_register.reports.snapshot import LeftOut, Leg, Seen, Snapshot, Verdict

FOLDER = Path(__file__).parent / "golden"
_SCC = Mechanism(tool="scc", module=2, signed_on=date(2022, 2, 14), reference="D-0484")

_PERMITTED = Leg("US", roles=("processing",), verdict="permitted", grounds=("eu.adequacy.us.dpf",))
_ASSESSED = {"tia.exists": True, "tia.dated_on": date(2025, 5, 3), "tia.result": "may_proceed"}
TRANSFERS = (
    Seen(
        id="TR-00001", exporter="Acme SE", importer="Northwind Inc.", exporter_country="DE", importer_country="US",
        importer_kind="service_provider", exporter_role="controller", importer_role="processor", purposes=("hosting",),
        data_subjects=("customers", "employees"), data_categories=("name", "health", "criminal"), special=True, mechanisms=(),
        facts={**_ASSESSED, "measures.pseudonymised": True}, persons=1200, retention="Two years", valid_from=date(2023, 8, 1),
        review_on=date(2027, 8, 1), owner="J. Okafor", verdict="permitted",
        legs=(_PERMITTED, Leg("IE", roles=("storage",), verdict="not_restricted")),
        verdicts=(Verdict("EU", "permitted", "eu.adequacy.us.dpf", ("eu.safeguard.scc",), (), "US"),),
    ),
    Seen(
        id="TR-00002", exporter="Acme UK Ltd", importer="Kestrel Pvt. Ltd.", exporter_country="GB", importer_country="IN",
        exporter_role="controller", purpose_text="Second-level support", data_subjects=("customers",), special=False,
        data_categories=("email_address",), mechanisms=(_SCC,), valid_from=date(2022, 2, 14), review_on=date(2026, 3, 1),
        verdict="unknown", legs=(Leg("IN", roles=("remote_access",), verdict="unknown"),),
        verdicts=(
            Verdict("EU", "permitted", "eu.safeguard.scc", (), (), "IN"),
            Verdict("UK", "unknown", None, (), ("uk_addendum.signed",), "IN"),
        ),
    ),
    Seen(
        id="TR-00003", exporter="Acme SE", importer="Somebody", flags=("country_undetermined",), verdict="unknown",
        legs=(Leg(scope="global", verdict="unknown"),),
        verdicts=(Verdict("EU", "unknown", None, (), ("importer.country", "transfer.tools")),),
    ),
    Seen(
        id="TR-00004", exporter="Acme SE", importer="Great Wall Co.", exporter_country="DE", importer_country="CN", mechanisms=(),
        valid_to=date(2026, 12, 31), follows="TR-00001", verdict="breached", legs=(Leg("CN", verdict="breached"),),
        verdicts=(Verdict("EU", "breached", None, (), (), "CN"),),
    ),
    Seen(id="TR-00005", exporter="Acme Pty", importer="Kiwi Ltd", exporter_country="AU", legs=(Leg("NZ", verdict="not_judged"),)),
)  # fmt: skip


def _snapshot(transfers: tuple[Seen, ...]) -> Snapshot:
    return Snapshot(
        on=example.ON,
        law_on=date(2026, 11, 15),
        known_on=date(2026, 11, 20),
        law_digest="5b1e77a90c43d2f8",
        scope="All transfers",
        transfers=transfers,
        provisions=example.PROVISIONS,
        words=example.words(),
        left_out=(LeftOut(0, "nothing"), LeftOut(2, "they ended")),
    )


EXTRACTS = {"register_extract": TRANSFERS, "register_extract_empty": ()}


def written(document: b.Document) -> str:
    """The document as plain text, one cell a line."""
    out = [document.meta.title, document.meta.subtitle, *(f"{name}: {value}" for name, value in document.meta.cover)]
    for block in document.blocks:
        match block:
            case b.Heading():
                out += ["", f"{'#' * block.level} {block.text}"]
            case b.Paragraph() | b.Notice():
                out.append(_shown(flat((block.runs,)), block.runs))
            case b.Facts():
                out += [f"{name}: {_shown(flat(said, _MARKS), *said)}" for name, said in block.rows]
            case b.Numbers():
                out += [f"{item.value} {item.status.word if item.status else ''} {item.label}" for item in block.items]
            case b.Table():
                out += ["", f"[{block.caption}]"]
                for group in block.groups:
                    out += [f"== {group.title}"] if group.title else []
                    for row in group.rows:
                        out.append("--")
                        named = zip(block.columns, row.cells, strict=True)
                        out += [f"{column.title}: {flat(cell, _MARKS)}".replace("\n", " / ") for column, cell in named]
    for sheet in document.sheets:
        out += ["", f"[sheet {sheet.name}: {len(sheet.rows)} rows of {len(sheet.columns)}]"]
    return "\n".join(out).replace("\u00a0", " ") + "\n"


_MARKS = {
    "disc": "(disc)",
    "square": "(square)",
    "triangle": "(triangle)",
    "diamond": "(diamond)",
    "ring": "(ring)",
    "dash": "(dash)",
}


def _shown(words: str, *lines: b.Line) -> str:
    variables = [run.var for line in lines for run in line if isinstance(run, b.Run) and run.var]
    return f"{words} <{', '.join(variables)}>" if variables else words


def _built(name: str) -> b.Document:
    options = Options("Acme SE", "RX-1", addressee="the authority", signers=(("A. Person", "Officer"),))
    return report.build("register_of_transfers", _snapshot(EXTRACTS[name]), options)


@pytest.mark.parametrize("name", EXTRACTS)
def test_the_words_of_the_extract_are_as_they_were(name):
    assert written(_built(name)) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx", "html", "json"])
def test_an_empty_extract_can_be_made(format):
    assert len(report.render(_built("register_extract_empty"), format, example.MAKING)) > 1000


def test_nothing_of_the_program_shows_in_the_words():
    said = written(_built("register_extract"))
    for word in (
        "None\n--",
        "True",
        "False",
        "not_judged",
        "tia.",
        "eu.adequacy",
        "country_undetermined",
        "[]",
        "()",
        "datetime",
    ):
        assert word not in said
    assert said.count("It is not legal advice.") == 1


def test_the_order_of_the_snapshot_does_not_matter():
    turned = report.build("register_of_transfers", _snapshot(TRANSFERS[::-1]), Options("Acme SE"))
    usual = report.build("register_of_transfers", _snapshot(TRANSFERS), Options("Acme SE"))
    assert turned == usual


def test_a_blank_name_is_said_to_be_not_stated():
    blank = replace(TRANSFERS[0], importer="\x00 ", owner=" ")
    document = report.build("register_of_transfers", _snapshot((blank,)), Options("Acme SE"))
    assert "Name not stated" in written(document)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for one in EXTRACTS:
        (FOLDER / f"{one}.txt").write_text(written(_built(one)), encoding="utf-8")
