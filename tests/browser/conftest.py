"""A real server on a register of its own, a real Chromium, and a watch on every request that either makes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser import chromium

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass
class Served:
    """A running app: its address, its register's folder, and what it did on the network beyond this machine."""

    url: str
    register: Path
    network_log: Path
    process: subprocess.Popen

    def strayed(self) -> list[str]:
        return self.network_log.read_text().splitlines() if self.network_log.exists() else []


@dataclass
class Watched:
    """Every request of the pages; those that leave this machine are aborted and kept."""

    all: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


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
    started = playwright.chromium.launch(executable_path=path, args=quiet)
    yield started
    started.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The app as `make run` starts it, on an empty register."""
    with _serving(tmp_path) as app:
        yield app


@pytest.fixture(scope="module")
def served_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app on the demonstration register, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "transfer_register", "--register", str(folder / "register"), "demo"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with _serving(folder) as app:
        yield app


@contextmanager
def _serving(folder: Path) -> Iterator[Served]:
    """The app, watched for connections beyond this machine."""
    port = _free_port()
    log, errors = folder / "network.log", folder / "server.err"
    environment = {
        **os.environ,
        "NETWORK_LOG": str(log),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent / "guard"), str(ROOT)]),
    }
    command = [sys.executable, "-m", "transfer_register", "--register", str(folder / "register"), "serve", "--port", str(port)]
    with errors.open("w") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True)
        url = f"http://127.0.0.1:{port}"
        try:
            _wait(url + "/_stcore/health", process, errors)
            yield Served(url, folder / "register", log, process)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def page(browser: Browser, watched: Watched) -> Iterator[Page]:
    """A page 1440 wide that refuses and remembers every request that leaves this machine."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True, locale="en-GB")
    context.set_default_timeout(30_000)

    def judge(route) -> None:
        url = route.request.url
        watched.all.append(url)
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname not in LOOPBACK:
            watched.foreign.append(url)
            route.abort()
        else:
            route.continue_()

    context.route("**/*", judge)
    opened = context.new_page()
    yield opened
    context.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(url: str, process: subprocess.Popen, errors: Path, seconds: int = 60) -> None:
    for _ in range(seconds * 5):
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped: {errors.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer within {seconds} s: {errors.read_text()[-2000:]}")


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
