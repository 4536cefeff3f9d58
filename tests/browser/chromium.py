"""Finds Chromium for the browser tests, installs it where that is possible, and says in one line how where it is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

USUAL = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)


def find() -> str | None:
    """The path of a Chromium: $CHROMIUM, the usual names and places, Playwright's own; None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named and Path(named).exists():
        return named
    for name in USUAL:
        if path := shutil.which(name):
            return path
    for place in PLACES:
        if Path(place).exists():
            return place
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if own and Path(own).exists() else None


def install() -> None:
    """By Debian's package where we may, else by Playwright's download; a failure leaves things as they are."""
    if shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        done = subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False, **quiet)
        if done.returncode == 0:
            return
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def main() -> int:
    if find():
        return 0
    print("No Chromium found; installing one for the browser tests ...", flush=True)
    install()
    if find():
        return 0
    print(
        "The browser tests need Chromium, and it could not be installed: install it (Debian: apt-get install chromium; "
        "elsewhere: .venv/bin/playwright install chromium) or name one with CHROMIUM=/path/to/chromium."
    )
    return 1 if os.environ.get("BROWSER_REQUIRED") else 0


if __name__ == "__main__":
    raise SystemExit(main())
