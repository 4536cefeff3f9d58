"""The same document and the same making give the same bytes, in another process, time zone and folder."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest

from tests.reports import example
from transfer_register.reports import report

FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json")
_OTHER = """
import hashlib, json
from tests.reports import conftest, example
from transfer_register.reports import report
from transfer_register.reports.snapshot import Picture
pictures = (Picture("map", conftest.MAP, "Destinations and number of transfers."),)
document = report.build("register_of_transfers", example.snapshot(60, pictures), example.OPTIONS)
made = {name: hashlib.sha256(report.render(document, name, example.MAKING)).hexdigest() for name in %r}
print(json.dumps(made))
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> dict[str, str]:
    settings = os.environ | {
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "11",
        "PYTHONPATH": str(example.PROJECT),
        "LC_ALL": "C",
    }
    folder = tmp_path_factory.mktemp("elsewhere")
    done = subprocess.run(
        [sys.executable, "-c", _OTHER % (FORMATS,)], cwd=folder, env=settings, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("format", FORMATS)
def test_another_process_makes_the_same_file(format, made, elsewhere):
    assert hashlib.sha256(made(format)).hexdigest() == elsewhere[format]


def test_a_changed_picture_changes_the_hash(document):
    from tests.reports.conftest import MAP
    from transfer_register.reports.content import content_hash
    from transfer_register.reports.snapshot import Picture

    other = (Picture("map", MAP.replace("India · 9", "India · 8"), "Destinations and number of transfers."),)
    built = report.build("register_of_transfers", example.snapshot(60, other), example.OPTIONS)
    assert content_hash(built) != content_hash(document)
