"""From a change of the filter to the new map, as somebody at a browser has it: click, rerun, question, picture."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tests.browser import chromium
from tests.serving import free_port, wait_for
from transfer_register.actions.opening import PROJECT

_PATIENCE_MS, _RUNS = 180_000, 5
# With so many lines a map stands: it has two hundred countries.
_LINES = 100
# Whatever the picture shows, wherever it hides: another text or another line is another picture.
_DRAWN = """() => {
    const seen = [];
    const walk = (root) => root.querySelectorAll('*').forEach((each) => {
        if (each.tagName === 'path') seen.push(each.getAttribute('d'));
        if (each.shadowRoot) walk(each.shadowRoot);
    });
    walk(document);
    let sum = 0;
    for (const one of seen) for (let at = 0; at < (one || '').length; at += 7) sum = (sum * 31 + one.charCodeAt(at)) | 0;
    return seen.length + ':' + sum;
}"""
_VERDICTS = "[class*=st-key-toggles_filter] button"
_STILL = "document.querySelector('[data-test-script-state=\"notRunning\"]')"


def measure(register: Path) -> float | None:
    """Median seconds over changes of the filter on the map of a register; None where there is no browser."""
    executable = chromium.find()
    if executable is None:
        return None
    with _served(register) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        try:
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            page.set_default_timeout(_PATIENCE_MS)
            page.goto(f"{address}/flows?view=map")
            verdicts = page.locator(_VERDICTS)
            verdicts.first.wait_for()
            page.wait_for_function(f"() => parseInt(({_DRAWN})()) > {_LINES} && {_STILL}")
            page.wait_for_timeout(1_000)
            # One verdict more each time: a filter that was asked before would be answered from memory.
            return statistics.median(_changed(page, verdicts.nth(run)) for run in range(min(_RUNS, verdicts.count())))
        finally:
            browser.close()


def _changed(page: Page, button: Locator) -> float:
    """Seconds from a click on one verdict of the filter until another picture stands."""
    before, begun = page.evaluate(_DRAWN), time.perf_counter()
    button.click()
    page.wait_for_function(f"(before) => ({_DRAWN})() !== before && {_STILL}", arg=before, polling=50)
    return time.perf_counter() - begun


@contextmanager
def _served(register: Path) -> Iterator[str]:
    """The address of the app on a register, as long as it is looked at."""
    port = free_port()
    command = [sys.executable, "-m", "transfer_register", "--register", str(register), "serve", "--port", str(port)]
    with tempfile.TemporaryDirectory() as name:
        errors = Path(name) / "said"
        with errors.open("w") as said:
            running = subprocess.Popen(command, cwd=PROJECT, stdout=said, stderr=said)
            try:
                wait_for(f"http://127.0.0.1:{port}/_stcore/health", running, errors, 180)
                yield f"http://127.0.0.1:{port}"
            finally:
                running.terminate()
                running.wait(30)
