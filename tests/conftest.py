"""A real Chromium for every test that wants one, with a watch on every request of its pages; a real PostgreSQL likewise."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import duckdb
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser import chromium
from tests.postgres.running import address, database, postgres  # noqa: F401

# After so many tests what is loaded by then is left out of every later garbage collection: Streamlit collects after each run of
# a screen, and a worker that holds the law, pandas and DuckDB would spend a good part of its time on that.
_SETTLED_AFTER = 50
_done = itertools.count(1)


def pytest_configure() -> None:
    # Several workers share the cores: a database that wants all of them for itself keeps the others waiting. What is served to
    # a browser, and what runs in a process of its own, has the threads that a user's has.
    connect = duckdb.connect

    def with_one_thread(*where: object, config: dict | None = None, **more: object) -> duckdb.DuckDBPyConnection:
        return connect(*where, config={"threads": 1} | (config or {}), **more)

    duckdb.connect = with_one_thread


def pytest_runtest_logfinish() -> None:
    if next(_done) % _SETTLED_AFTER == 1:
        gc.collect()
        gc.freeze()


LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass
class Watched:
    """Every request of the pages, and those of them that would leave this machine, which come to nothing."""

    all: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


# A machine that is busy with other tests is slow, and not wrong.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        sentence = "no Chromium: run `make browser`, or name one with CHROMIUM=/path/to/chromium"
        if os.environ.get("BROWSER_REQUIRED"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    # What is not of this machine is not found, whatever asks for it.
    quiet.append("--host-resolver-rules=MAP * ~NOTFOUND, " + ", ".join(f"EXCLUDE {host}" for host in LOOPBACK))
    started = playwright.chromium.launch(executable_path=path, args=quiet)
    yield started
    started.close()


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def page(browser: Browser, watched: Watched) -> Iterator[Page]:
    """A page 1440 wide that refuses and remembers every request that leaves this machine."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True, locale="en-GB")
    context.set_default_timeout(30_000)

    def judge(url: str) -> None:
        watched.all.append(url)
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname not in LOOPBACK:
            watched.foreign.append(url)

    # Watched, not led through here one by one: that would also turn off the cache, and every page would load everything anew.
    context.on("request", lambda request: judge(request.url))
    context.on("page", lambda each: each.on("websocket", lambda socket: judge(socket.url)))
    opened = context.new_page()
    yield opened
    context.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A picture of the page as it stood when a test failed, beside its other files."""
    outcome = yield
    report = outcome.get_result()
    page, folder = item.funcargs.get("page"), item.funcargs.get("tmp_path")
    if report.when == "call" and report.failed and page and folder:
        picture = folder / "failed.png"
        page.screenshot(path=picture)
        report.sections.append(("picture of the page", str(picture)))
