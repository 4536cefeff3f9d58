"""The running app, on an empty register or on the demonstration, and a page on which nothing moves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.serving import Served, serving
from transfer_register.actions import demo
from transfer_register.actions.opening import open_register

# Nobody looks on: what moves is drawn anew sixty times a second, and a field that moves waits for its click.
_STILL = """addEventListener("DOMContentLoaded", () => {
    const style = document.createElement("style");
    style.textContent = "*, *::before, *::after { animation: none !important; transition: none !important; }";
    document.head.append(style);
})"""


@pytest.fixture
def page(page: Page) -> Page:
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(_STILL)
    return page


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The app as `make run` starts it, on an empty register."""
    with serving(tmp_path) as app:
        yield app


@pytest.fixture(scope="session")
def demo_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demonstration register, judged as of today, for copies: a copy is not judged again."""
    folder = tmp_path_factory.mktemp("demo") / "register"
    register = open_register(folder)
    now = datetime.now(UTC)
    demo.fill(register, now, "tests")
    register.sight(now.astimezone().date())
    register.close()
    return folder


@pytest.fixture(scope="session")
def served_demo(tmp_path_factory: pytest.TempPathFactory, demo_register: Path) -> Iterator[Served]:
    """The app on the demonstration register, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("served_demo")
    shutil.copytree(demo_register, folder / "register")
    with serving(folder) as app:
        yield app
