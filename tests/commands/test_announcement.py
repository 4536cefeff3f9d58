"""`announcement` and `intake propose`: a letter arrives, its list is compared, the clock runs, the change is accepted."""

import shutil

import pytest

from transfer_register.__main__ import run

HEAD = "Vendor,Purpose,Location of processing\n"


@pytest.fixture(scope="module")
def old_taken(tmp_path_factory):
    """A folder with a register that holds the old list, and that list."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "old.csv").write_text(HEAD + "Halyard Inc,Support,US\nFjord AS,Hosting,Norway\n")
    words = ["intake", "take", str(folder / "old.csv"), "--exporter", "Orbit GmbH", "--exporter-country", "DE"]
    assert run(["--register", str(folder / "register"), *words]) == 0
    return folder


@pytest.fixture
def lists(old_taken, tmp_path):
    """An old list that is in the register, and a new one."""
    shutil.copytree(old_taken, tmp_path, dirs_exist_ok=True)
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    new.write_text(HEAD + 'Halyard Inc,Support,"US, India"\nAcme India Pvt Ltd,Support,India\n')
    return old, new


WHERE = ("--exporter", "Orbit GmbH", "--effective", "2026-12-08")


def test_a_proposal_is_read_only_until_it_is_taken_and_can_be_taken_back(call, lists):
    said = call("intake", "propose", *lists, *WHERE, "--json").json
    assert said["differences"] == {"added": 1, "removed": 1, "changed": 1, "reworded": 0, "unchanged": 0}
    assert {act["recipient"]: (act["act"], act["decision"]) for act in said["acts"]} == {
        "Halyard Inc": ("replace", "ready"), "Acme India Pvt Ltd": ("begin", "ready"), "Fjord AS": ("end", "ready"),
    }  # fmt: skip
    assert call("show", "TR-00003").status == 2
    left = next(act["key"] for act in said["acts"] if act["recipient"] == "Fjord AS")
    taken = call("intake", "propose", *lists, *WHERE, "--take", "--leave-out", left, "--json")
    assert (taken.status, taken.json["taken"]["begun"], taken.json["taken"]["ended"]) == (0, 1, 0)
    again = call("intake", "propose", lists[1], *WHERE, "--on", "2026-12-08", "--json").json
    assert [(act["recipient"], act["act"]) for act in again["acts"]] == [("Fjord AS", "end")]
    assert call("intake", "undo", taken.json["taken"]["batch"], "--json").json["kept"] == []


def test_an_announcement_from_the_letter_to_the_decision(call, lists, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Date: 20 November 2026\n\nEffective on 8 December 2026. You may object within 30 days of receipt.\n")
    found = call("announcement", "read", letter, "--json").json["found"]
    assert {each["field"]: each["value"] for each in found} == {
        "dated_on": "2026-11-20", "effective_on": "2026-12-08", "letter_days": 30, "letter_from": "received",
    }  # fmt: skip
    days = ("--dated", "2026-11-20", "--received", "2026-11-23", "--effective", "2026-12-08", "--letter-days", "30")
    words = ("--vendor", "Orbit GmbH", "--title", "Acme India joins", *days, "--letter-from", "received")
    added = call("announcement", "add", *words, "--list", lists[0], "--list", lists[1], "--on", "2026-11-23", "--json").json
    assert (added["id"], added["added"], added["rests_on_one"]) == ("AN-0001", ["Acme India Pvt Ltd"], True)
    contract = ("--contract-days", "10", "--contract-from", "received", "--clause", "clause 7.3")
    assert call("announcement", "change", "AN-0001", *contract).status == 0
    clock = call("announcement", "clock", "AN-0001", "--on", "2026-11-23", "--json").json
    assert (clock["last_day"], clock["governs"], clock["days_left"]) == ("2026-12-03", "contract", 10)
    assert clock["letter"]["last_day"] == "2026-12-23"
    assert call("announcement", "list", "--on", "2026-12-04", "--json").json["announcements"][0]["passed"] is True
    sides = ("--list", lists[0], "--list", lists[1])
    decided = call("announcement", "decide", "AN-0001", "--decision", "accepted", "--why", "Looked at", *sides, "--json")
    assert (decided.status, decided.json["taken"]["begun"], decided.json["taken"]["ended"]) == (0, 1, 1)
    assert call("announcement", "show", "AN-0001", "--json").json["batch"] == decided.json["taken"]["batch"]
    assert call("show", "TR-00002", "--json").json["record"]["valid_to"] == "2026-12-07"
    assert call("announcement", "decide", "AN-0001", "--decision", "objected", "--why", "No").status == 2


def test_the_questions_come_as_text_and_as_a_document(call, lists, tmp_path):
    said = call("announcement", "questions", *lists, "--vendor", "Orbit GmbH", "--effective", "2026-12-08", "--json").json
    assert [each["recipient"] for each in said["recipients"]] == ["Halyard Inc", "Acme India Pvt Ltd"]
    assert "which reports of auditors" in said["text"]
    out = tmp_path / "questions.docx"
    made = call("announcement", "questions", *lists, "--vendor", "Orbit GmbH", "--format", "docx", "--out", out)
    assert (made.status, out.read_bytes()[:2]) == (0, b"PK")


MISTAKES = [
    (("announcement", "show", "AN-0007"), "no announcement AN-0007"),
    (("announcement", "add", "--vendor", "Nobody", "--title", "A"), "no party 'Nobody'"),
    (("announcement", "decide", "AN-0007", "--decision", "accepted", "--why", "A"), "no announcement AN-0007"),
    (("announcement", "questions", "--vendor", "Orbit", "--format", "docx", "a.csv", "b.csv"), "--format and --out"),
    (("announcement", "questions", "--vendor", "Orbit", "a.csv", "b.csv"), "a.csv"),
]


def test_a_mistake_is_one_sentence(call, lists):
    for words, says in MISTAKES:
        said = call(*words)
        assert (said.status, says in said.error, said.error.count("\n")) == (2, True, 1), (words, said.error)


def test_wrong_words_of_a_proposal_are_told(call, lists):
    assert "no difference nothing" in call("intake", "propose", *lists, *WHERE, "--leave-out", "nothing").error
    assert "NAME=VALUE" in call("intake", "propose", *lists, *WHERE, "--choose", "nothing").error
    assert "old one first" in call("intake", "propose", *lists, lists[0], *WHERE).error
