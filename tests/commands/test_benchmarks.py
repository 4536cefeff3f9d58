"""What `make bench` measures is a register that the journal would accept, and what it writes can be read."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from itertools import islice
from pathlib import Path

import orjson
import pyarrow
import pytest
from pyarrow import feather

from benchmarks import __main__ as benchmarks
from benchmarks import beside, bringing_in, build, closure, generate, keeping, lag, report, report_pictures, stages, unchained
from benchmarks.timing import median
from transfer_register.__main__ import run
from transfer_register.register.accept import accepted
from transfer_register.register.sqlite_journal import SqliteJournal


def test_generated_records_are_such_as_the_journal_accepts():
    parties = list(generate.parties(60))
    countries = [state["country"] for state in parties]
    assert all(accepted("party", state) == state for state in parties)
    transfers = list(generate.transfers(300, countries))
    assert all(accepted("transfer", state) == state for state in transfers)
    assert {state["exporter"] for state in transfers} <= {generate.party_id(number) for number in range(60)}
    assert any(state.get("follows") for state in transfers)
    assert len({state["parent"] for state in parties if "parent" in state}) > 2
    assert list(islice(generate.transfers(300, countries), 20)) == transfers[:20]


@pytest.mark.parametrize(("seconds", "growth"), [([1.0, 100.0], 1.0), ([2.0, 2.0], 0.0), ([1.0, 10.0], 0.5)])
def test_growth_is_an_exponent(seconds, growth):
    assert report.exponent([10_000, 1_000_000], seconds) == pytest.approx(growth)


def test_the_page_tells_ratios_growth_and_what_part_was_measured():
    def measured(transfers, seconds, share):
        other = {"seconds": 4 * seconds, "share": share, "peak_memory_mb": 90, "compared": 7}
        stages = [
            {"name": report.stages.JUDGED, "seconds": seconds, "against": {}},
            {"name": report.stages.RULED, "seconds": seconds, "against": {}},
        ]
        return {
            "transfers": transfers,
            "stages": stages,
            "peak_memory_mb": 100,
            "counts": {"legs": 5},
            "beside": {"python": other},
        }

    page = report.page([measured(10_000, 0.5, 1), measured(100_000, 5.0, 0.25)])
    assert f"| {report.stages.JUDGED} | 500 ms | 5.0 s | 1.00 |" in page
    assert f"| {report.stages.JUDGED} | loop | 4.0 | 4.0 (from 25% of the transfers) |" in page
    assert "| verdicts compared | 7 | 7 |" in page


def test_the_page_tells_of_keeping_beside_the_plain_ways_and_what_could_not_be_measured():
    def measured(transfers, seconds):
        kept = [
            {"name": "verify", "seconds": seconds, "against": {"by hand": 4 * seconds}},
            {"name": "four writers", "seconds": None, "against": {}},
        ]
        return {"transfers": transfers, "stages": kept, "keeping": kept, "peak_memory_mb": 1, "counts": {}, "beside": {}}

    page = report.page([measured(10_000, 0.5), measured(100_000, 5.0)])
    assert "| verify | 500 ms | 5.0 s | 1.00 |\n| ... beside by hand | 4 x | 4 x |  |" in page
    assert "| four writers | not measured | not measured |  |" in page
    assert "not measured  four writers" in "\n".join(report.lines(measured(10_000, 0.5)))


def test_the_page_of_pictures_tells_ratios_and_what_was_not_looked_at_in_a_browser():
    def measured(transfers, seconds, browser):
        stages = [{"name": "map", "seconds": seconds, "against": {"pandas": 4 * seconds}}]
        stages += [{"name": "in a browser", "seconds": browser, "against": {}}]
        return {"transfers": transfers, "stages": stages, "peak_memory_mb": 1, "counts": {"links": 2}, "share": 0.25}

    page = report_pictures.page([measured(10_000, 0.5, 2.0), measured(100_000, 5.0, None)])
    assert "| map | 500 ms | 5.0 s | 1.00 |\n| ... beside pandas | 4 x | 4 x |  |" in page
    assert "| in a browser | 2.0 s | not measured |  |" in page
    assert "| transfers that pandas judged anew | 25% | 25% |" in page


def test_both_ways_of_the_graph_reach_the_same():
    known = {"ids": ["A", "B", "C", "D", "E"], "follows": [None, "A", "B", "A", "gone"], "ranks": [3, 3, 0, 4, 1]}
    known["places"] = [["DE"], ["US"], ["IN", "~APAC"], ["US"], ["~unknown"]]
    reached = closure._in_order(**known)
    assert reached["A"] == (frozenset({"DE", "US", "IN", "~APAC"}), 0)
    assert reached["D"] == (frozenset({"US"}), 4)
    assert reached == closure._by_descendants(**known)
    assert closure._longest(known["ids"], known["follows"]) == 3


@pytest.fixture
def journal(tmp_path):
    build.build(tmp_path, 40)
    return tmp_path / "journal.sqlite"


def test_the_plain_ways_read_the_same_from_a_journal(journal):
    opened = SqliteJournal(journal)
    assert unchained.verify(journal) == opened.head().hash
    opened.close()
    assert unchained.as_dict(journal) == unchained.as_frame(journal)
    assert unchained.as_dict(journal)[0] == 40


def test_the_plain_way_of_verifying_sees_a_change(journal):
    connection = sqlite3.connect(journal)
    connection.execute("DROP TRIGGER entry_is_never_changed")
    connection.execute("UPDATE entry SET actor = 'Eve' WHERE sequence = 30")
    connection.commit()
    connection.close()
    with pytest.raises(AssertionError, match="30"):
        unchained.verify(journal)


def test_the_plain_way_finds_the_same_rows_recipients_and_plain_countries_in_a_made_list(monkeypatch):
    # Here in one process: memory is not what is looked at.
    monkeypatch.setattr(bringing_in, "_apart", lambda who, path: getattr(bringing_in, who)(path))
    measured = bringing_in.run(200, ("xlsx",))
    assert [stage["name"] for stage in measured["stages"]] == ["XLSX: preview of 200 rows", "XLSX: taken in"]
    page = report.intake_page(measured)
    assert "openpyxl with pandas" in page
    assert "peak memory of the plain way" in page


@pytest.fixture
def here(monkeypatch, capsys):
    """Measures in this process and mostly once, not each apart and often: neither memory nor time is what is looked at."""

    def answered(folder, day, what, ended):
        monkeypatch.setattr(sys, "argv", ["beside", str(folder), day.isoformat(), what, ended])
        capsys.readouterr()
        assert beside._main() == 0
        return capsys.readouterr().out

    monkeypatch.setattr(beside, "_apart", answered)
    monkeypatch.setattr(keeping, "run", keeping.measure)
    monkeypatch.setattr(stages, "median", lambda work, runs: median(work, 1))
    monkeypatch.setattr(stages, "EDITS", 1)
    monkeypatch.setattr(lag, "WRITERS", 2)
    # The screens have tests of their own.
    monkeypatch.setattr(stages, "SCREENS", 0)
    # What the measuring sets is taken back.
    monkeypatch.setenv("TRANSFER_REGISTER_LOCAL", "set by lag.py")


def differing(folder: Path) -> None:
    """The register says something else of the last transfer than the others will find."""
    said = feather.read_table(folder / beside.SAID)
    verdicts = said["verdict"].to_pylist()
    verdicts[-1] = "breached" if verdicts[-1] != "breached" else "permitted"
    feather.write_feather(said.set_column(2, "verdict", pyarrow.array(verdicts)), folder / beside.SAID)


@pytest.mark.xdist_group("benchmarks")
def test_the_benchmark_compares_answers_with_pandas_and_plain_python_and_tells_a_disagreement(here, monkeypatch):
    compare, found = beside.run, []

    def twice(folder, day, against):
        answers = compare(folder, day, against)
        differing(folder)
        for name in sorted(against):
            with pytest.raises(AssertionError, match=f"{name} answers otherwise"):
                beside._apart(folder, day, name, "")
            found.append(name)
        return answers

    monkeypatch.setattr(beside, "run", twice)
    measured = stages.measure(30, {"pandas", "python"})
    assert found == ["pandas", "python"]
    assert measured["beside"]["pandas"]["compared"] == measured["beside"]["python"]["compared"] >= 20
    judged = next(stage for stage in measured["stages"] if stage["name"].startswith("judged"))
    assert set(judged["against"]) == {"pandas", "python"}
    names = [stage["name"] for stage in measured["stages"]]
    assert len(names) == len(set(names))
    for kept in ("one edit, durable", "one batch of", "verify", "as of a past day", "the projection made anew"):
        assert any(name.startswith(kept) for name in names)
    assert sum(name.startswith("four writers") for name in names) >= 3


def test_the_command_runs_the_benchmarks_in_a_process_of_their_own_and_has_their_document(monkeypatch, capsys):
    asked = []

    def called(command, **more):
        assert command[:3] == [sys.executable, "-m", "benchmarks"]
        monkeypatch.setattr(sys, "argv", command[2:])
        return subprocess.CompletedProcess(command, benchmarks.main())

    def measured(count, against):
        asked.append((count, against))
        return {"transfers": count, "stages": [], "peak_memory_mb": 1, "counts": {}}

    monkeypatch.setattr(subprocess, "run", called)
    monkeypatch.setattr(stages, "measure", measured)
    assert run(["bench", "--transfers", "150", "--against", "pandas,python", "--json"]) == 0
    assert asked == [(150, {"pandas", "python"})]
    assert orjson.loads(capsys.readouterr().out) == {"transfers": 150, "stages": [], "peak_memory_mb": 1}
