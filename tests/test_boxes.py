"""The house holds: each box knows only the boxes below its own, and the code is in the house's style."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.serving import ROOT


@pytest.mark.parametrize(
    "check",
    [["importlinter.cli", "lint-imports"], ["ruff", "check", "."], ["ruff", "format", "--check", "."]],
    ids=["boxes", "style", "format"],
)
def test_the_house_holds(check: list[str]):
    command = {
        "importlinter.cli": [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        "ruff": [sys.executable, "-m", *check],
    }[check[0]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
