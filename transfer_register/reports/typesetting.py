"""Calls typst for a PDF or a picture, in a short-lived process with limits of time and memory and without network."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from transfer_register.errors import Refused
from transfer_register.reports.font_cover import FONTS

_PROCESS = Path(__file__).with_name("typst_process.py")
# Address space, not resident memory: typst reserves more than it touches.
MEGABYTES = 5000
SECONDS = 180


class NotSet(RuntimeError):
    """Typst refused the document: a fault of the template or of a document that should not have come so far."""


def typeset(
    template: str, inputs: dict[str, str], *, format: str, at: datetime, standards: list[str] | None = None, ppi: int = 144
) -> bytes:
    """The file that typst makes of a template and its inputs; `at` is the day and time written into it.

    Raises `Refused` where time or memory do not suffice, `NotSet` where typst finds a fault.
    """
    with tempfile.TemporaryDirectory(prefix="typeset-") as root:
        job = {
            "template": template, "inputs": inputs, "format": format, "ppi": ppi, "standards": standards or [], "root": root,
            "fonts": str(FONTS), "timestamp": int(at.timestamp()), "megabytes": MEGABYTES,
        }  # fmt: skip
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(_PROCESS)],
                input=json.dumps(job).encode(),
                capture_output=True,
                timeout=SECONDS,
                cwd=root,
                env={"TZ": "UTC", "LC_ALL": "C.UTF-8"},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Refused(f"The document takes longer than {SECONDS} seconds to set. Narrow the filter, or take Excel.") from None
    if done.returncode == 3:
        raise NotSet(done.stderr.decode(errors="replace"))
    if done.returncode != 0:
        raise Refused(f"The document needs more than {MEGABYTES} MB to set. Narrow the filter, or take Excel.")
    return done.stdout


def png(svg: str, *, at: datetime, ppi: int = 220, width_mm: int = 265) -> bytes:
    """A picture of an SVG, for formats that cannot hold it, as wide as a page."""
    template = (
        f"#set page(width: {width_mm}mm, height: auto, margin: 0mm)\n"
        '#set text(font: "IBM Plex Sans")\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    return typeset(template, {"svg": svg}, format="png", at=at, ppi=ppi)
