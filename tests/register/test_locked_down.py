"""DuckDB reaches nothing but its own file, spills beside the register within limits, and leaves nothing there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow
import pytest

from tests.register.conftest import party, record
from transfer_register.errors import Unavailable
from transfer_register.register.bench import Bench, Step

PROJECT = Path(__file__).parents[2]
REFUSED = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "FROM '/etc/passwd'",
    "FROM read_text('/etc/passwd')",
    "FROM read_blob('/etc/passwd')",
    "FROM read_json('/etc/passwd')",
    "FROM read_parquet('/etc/passwd')",
    "FROM read_duckdb('other.duckdb')",
    "FROM glob('/etc/*')",
    "FROM sniff_csv('/etc/passwd')",
    "FROM query('FROM read_csv(''/etc/passwd'')')",
    "FROM query_table('/etc/passwd')",
    "CREATE TEMP MACRO passwords() AS TABLE FROM read_csv('/etc/passwd')",
    "CREATE TEMP VIEW passwords AS FROM read_csv('/etc/passwd')",
    "PREPARE passwords AS FROM read_csv('/etc/passwd')",
    "FROM read_csv('https://example.invalid/a.csv')",
    "FROM 'https://example.invalid/a.parquet'",
    "FROM 's3://example/a.parquet'",
    "ATTACH 'other.duckdb' AS other",
    "ATTACH 'https://example.invalid/other.duckdb' AS other",
    "COPY (SELECT 1) TO 'out.csv'",
    "COPY (SELECT 1) TO 'out.parquet' (FORMAT parquet)",
    "COPY word FROM '/etc/passwd'",
    "EXPORT DATABASE 'out'",
    "IMPORT DATABASE 'out'",
    "INSTALL httpfs",
    "INSTALL httpfs FROM community",
    "LOAD httpfs",
    "LOAD '/tmp/anything.duckdb_extension'",
    "UPDATE EXTENSIONS",
    "CREATE SECRET s (TYPE http, BEARER_TOKEN 'x')",
    "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')",
    "SET enable_external_access = true",
    "SET GLOBAL enable_external_access = true",
    "PRAGMA enable_external_access = true",
    "RESET enable_external_access",
    "SET lock_configuration = false",
    "SET python_enable_replacements = true",
    "SET autoload_known_extensions = true",
    "SET autoinstall_known_extensions = true",
    "SET allow_unsigned_extensions = true",
    "SET allow_community_extensions = true",
    "SET allowed_directories = ['/']",
    "SET allowed_paths = ['/etc/passwd']",
    "SET memory_limit = '900GB'",
    "SET max_temp_directory_size = '900GB'",
    "SET temp_directory = '/tmp'",
    "SET secret_directory = '/tmp'",
    "SET extension_directory = '/tmp'",
    "SET home_directory = '/tmp'",
    "SET log_query_path = 'out.log'",
    "SET profiling_output = 'out.json'",
    "CALL enable_logging(storage = 'file', storage_path = 'out')",
    "CALL start_ui()",
    "FROM a_table_of_python",
]
# Whatever an answer might come from must not be there to be found.
a_table_of_python = pyarrow.table({"a": [1]})


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, beside which there is a database to attach."""
    (tmp_path / "apart").mkdir()
    monkeypatch.chdir(tmp_path / "apart")
    duckdb.connect("other.duckdb").close()
    return tmp_path / "apart"


@pytest.fixture
def bench() -> Bench:
    made = Bench("given_pattern", (Step("found", "pattern UBIGINT", "SELECT pattern FROM given_pattern"),))
    yield made
    made.close()


def refuses(run) -> list[str]:
    """The statements that were not refused."""
    allowed = []
    for statement in REFUSED:
        try:
            run(statement)
        except duckdb.Error:
            continue
        allowed.append(statement)
    return allowed


def test_no_question_reaches_a_file_the_network_or_the_settings(register, apart):
    assert refuses(lambda statement: register.ask(statement, {})) == []
    assert [path.name for path in apart.iterdir()] == ["other.duckdb"]


def test_nor_does_the_connection_that_writes(register, opens, apart):
    beside = opens(register.path)
    assert (register.current.projection.in_memory, beside.current.projection.in_memory) == (False, True)
    for each in (register, beside):
        assert refuses(each.current.projection.connection.execute) == []
        assert refuses(each.current.projection.connection.cursor().execute) == []
    assert [path.name for path in apart.iterdir()] == ["other.duckdb"]


def test_nor_does_a_bench(bench, apart):
    assert refuses(bench._connection.execute) == []
    assert [path.name for path in apart.iterdir()] == ["other.duckdb"]


def test_a_question_writes_nothing(register):
    before = register.current.projection
    for statement in ("CREATE TABLE mine (a INT)", "DELETE FROM word", "INSERT INTO law VALUES (1, 'x', 'y')", "DROP VIEW party"):
        with pytest.raises(duckdb.TransactionException, match="read-only"):
            register.ask(statement, {})
    assert register.current.projection is before
    assert register.ask("SELECT count(*) > 0 FROM word", {}).rows == [(True,)]


def test_memory_and_room_on_the_disk_are_limited(register, bench):
    def setting(connection, name: str) -> str:
        return connection.execute(f"SELECT current_setting('{name}')").fetchall()[0][0]

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    for connection in (register.current.projection.connection, bench._connection):
        assert 0 < float(setting(connection, "memory_limit").removesuffix(" GiB")) < memory
        assert (setting(connection, "enable_external_access"), setting(connection, "lock_configuration")) == (False, True)
    assert Path(setting(register.current.projection.connection, "temp_directory")).parent == register.path
    assert "%" not in setting(register.current.projection.connection, "max_temp_directory_size")
    assert setting(bench._connection, "temp_directory") == ""
    assert setting(bench._connection, "max_temp_directory_size") == "0 bytes"


LARGE = "SELECT hash(i) AS h, i, repeat('x', 40) || i AS text FROM range(700000) AS r(i) ORDER BY h"


@pytest.mark.parametrize("beside_another", [False, True])
def test_a_sort_larger_than_memory_spills_beside_the_register_and_finishes(opens, monkeypatch, beside_another):
    monkeypatch.setattr("transfer_register.register.locked_duckdb._MEMORY", "50MB")
    register = opens()
    if beside_another:
        register = opens()
    assert register.ask(f"SELECT count(*), sum(i) FROM (SELECT * FROM ({LARGE}) OFFSET 10)", {}).rows[0][0] == 699_990
    register.current.projection.connection.execute(f"CREATE TEMP TABLE large AS {LARGE}")
    spilled = register.current.projection._spill.path
    assert spilled.parent == register.path
    assert sum(path.stat().st_size for path in spilled.iterdir()) > 10_000_000
    register.close()
    assert not spilled.exists()


def test_what_finds_no_room_to_spill_is_told_in_words_and_the_register_goes_on(opens, monkeypatch):
    monkeypatch.setattr("transfer_register.register.locked_duckdb._MEMORY", "50MB")
    monkeypatch.setattr("transfer_register.register.spill.Spill.room", 1)
    register = opens()
    with pytest.raises(Unavailable, match=r"has not the memory, or the room on its disk, that this needs .* Nothing is lost"):
        register.ask(f"SELECT list(text) FROM ({LARGE})", {})
    assert record(register, "party", party("A")) in register.parties()


KILLED = f"""
import sys, time
sys.path.insert(0, {str(PROJECT)!r})
from pathlib import Path
from transfer_register.register import locked_duckdb
from transfer_register.register.spill import Spill
locked_duckdb._MEMORY = "40MB"
spill = Spill(Path(sys.argv[1]))
connection = locked_duckdb.connect(None, spill)
connection.execute("CREATE TABLE large AS SELECT hash(i) AS h, repeat('x', 40) || i AS text FROM range(800000) AS r(i)")
print(spill.path, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there, a folder of open files cannot be removed anyhow")
def test_what_a_killed_process_spilled_is_removed_and_what_a_living_one_did_is_not(opens, tmp_path):
    opens().close()
    processes = [
        subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "register")], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    dead, living = (Path(process.stdout.readline().strip()) for process in processes)
    os.kill(processes[0].pid, signal.SIGKILL)
    processes[0].wait()
    assert any(dead.iterdir())
    register = opens()
    assert not dead.exists()
    assert any(living.iterdir())
    processes[1].kill()
    processes[1].wait()
    register.close()
    assert living.exists()
    opens().close()
    assert not list((tmp_path / "register").glob("spill-*"))
