"""The app as a session of Streamlit sees it, on a register of its own."""

from __future__ import annotations

import functools
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from transfer_register.actions import demo
from transfer_register.actions.opening import open_register
from transfer_register.screens import live

PROJECT = Path(__file__).resolve().parents[2]
ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

Open = Callable[..., AppTest]


# Every AppTest reads what all installed packages declare, to find components; that does not change while tests run.
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def _pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, judged and closed: its copies open without judging again."""
    folder = tmp_path_factory.mktemp("demo") / "register"
    register = open_register(folder)
    demo.fill(register, AT, "tests")
    register.sight(ON)
    register.close()
    return folder


@pytest.fixture(scope="session")
def shared_register(_pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the demonstration that no test writes to."""
    return Path(shutil.copytree(_pristine, tmp_path_factory.mktemp("shared") / "register"))


@pytest.fixture
def own_register(_pristine: Path, tmp_path: Path) -> Path:
    """A register with the demonstration for one test alone."""
    return Path(shutil.copytree(_pristine, tmp_path / "register"))


@pytest.fixture(scope="session")
def _nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nothing") / "register"
    open_register(folder).close()
    return folder


@pytest.fixture
def empty_register(_nothing: Path, tmp_path: Path) -> Path:
    """A register in which nothing was recorded, for one test alone."""
    return Path(shutil.copytree(_nothing, tmp_path / "empty"))


@pytest.fixture(autouse=True)
def watched_for(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bool]]:
    """The news that the pages of a test wait for, by page. An AppTest has no server that could look for them."""
    pages: dict[str, Callable[[], bool]] = {}
    monkeypatch.setattr(live._WATCH, "keep", pages.__setitem__)
    monkeypatch.setattr(live._WATCH, "leave", lambda page: pages.pop(page, None))
    return pages


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a screen on a register: `opened(folder, "flows", view="matrix")`; it has run once and raised nothing."""

    def open_screen(folder: Path, screen: str = "", **parameters: str | list[str]) -> AppTest:
        monkeypatch.setenv("TRANSFER_REGISTER", str(folder))
        app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
        app.query_params.update({"on": ON.isoformat()} | parameters)
        # AppTest.switch_page knows pages that are files; ours are functions, known by their address.
        app._page_hash = calc_hash(screen) if screen else ""
        return ran(app.run())

    return open_screen


def ran(app: AppTest) -> AppTest:
    """The app, once it has run without an exception."""
    assert not app.exception, [each.stack_trace or each.message for each in app.exception]
    return app


def entries(folder: Path) -> int:
    """How much was ever recorded, read as `states` is."""
    return len(_entries(folder, ""))


def states(folder: Path, kind: str = "transfer") -> dict[str, dict]:
    """The newest state of every record of a kind that was not taken away, read from the journal beside the app that has the
    register open: a second register of one process would be made anew in memory."""
    newest = {id: orjson.loads(body)["state"] for id, body in _entries(folder, f"WHERE kind = '{kind}'")}
    return {id: state for id, state in newest.items() if state is not None}


def _entries(folder: Path, where: str) -> list[tuple[str, bytes]]:
    journal = sqlite3.connect(f"{(folder / 'journal.sqlite').as_uri()}?mode=ro", uri=True)
    rows = journal.execute(f"SELECT record, body FROM entry {where} ORDER BY sequence").fetchall()
    journal.close()
    return rows


def texts(app: AppTest) -> str:
    """Everything a reader of the page can read in running text."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error")
    return "\n".join(str(each.value) for kind in kinds for each in app.get(kind))
