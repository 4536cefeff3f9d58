"""What is said of rows on the command line: corrected, left out, the same as a party that is known; and what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from transfer_register.commands import intake_said

WHO = ("--exporter", "Muster GmbH", "--exporter-country", "DE")
LIST = """Vendor,Location of processing,Purpose
Orbit Inc,Nowhere land,Mail
Halyard GmbH,DE,Chat
Larkspur Ltd,IE,Backup
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


def test_a_row_is_corrected_and_another_left_out_and_the_file_stays(call, listed):
    words = ("--fix", "2:place=Tschechien", "--fix", "2:mechanism=SCC module 2", "--leave-out", "4-9")
    shown = call("intake", "preview", listed, *words, "--json").json["rows"]
    assert [place["iso2"] for place in shown[0]["places"]] == ["CZ"]
    assert shown[0]["corrected"] == {"place": "Tschechien", "mechanism": "SCC module 2"}
    assert shown[0]["raw"]["Location of processing"] == "Nowhere land"
    assert "left out" in call("intake", "preview", listed, *words).out
    taken = call("intake", "take", listed, *WHO, *words, "--json")
    assert (taken.status, taken.json["created"]) == (0, 2)
    assert listed.read_text() == LIST


def test_a_name_is_said_to_be_a_party_that_is_known(call, listed, tmp_path):
    call("intake", "take", listed, *WHO)
    later = tmp_path / "later.csv"
    later.write_text(LIST.replace("Orbit Inc", "Orbitt Inc"))
    assert call("intake", "take", later, *WHO, "--same", "Orbitt Inc=PA-0002", "--json").json["parties"] == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--fix", "2:place"), "12:place=Germany"),
        (("--fix", "2:colour=red"), "recipient, place"),
        (("--fix", "99:place=Norway"), "Line 99"),
        (("--leave-out", "four"), "4,9-12"),
        (("--leave-out", "99"), "Line 99"),
        (("--same", "Nobody=new"), "names no “Nobody”"),
        (("--same", "Orbit Inc=PA-9999"), "no party PA-9999"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence_and_nothing_is_written(call, listed, words, says):
    said = call("intake", "take", listed, *WHO, *words)
    assert said.status == 2
    assert says in said.error
    assert call("judge", "--json").json["transfers"] == []


def test_who_stops_it_is_told_that_nothing_was_written(capsys):
    with pytest.raises(KeyboardInterrupt), intake_said.progress():
        raise KeyboardInterrupt
    assert "Nothing was written" in capsys.readouterr().err
