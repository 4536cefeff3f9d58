"""Bringing in a list: the preview and what is mended in it, the refusals in a sentence, the confirmation, taking back."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.screens.conftest import Open, entries, ran, states, texts
from transfer_register.actions import take_in
from transfer_register.errors import Cancelled
from transfer_register.screens import preview_reading, preview_taking

LIST = """| Sub-processor | Purpose | Country |
| --- | --- | --- |
| Acme Cloud Inc. (demo) | Hosting | United States |
| Acme Desk Pvt. Ltd. (demo) | Support | India, Philippines |
| Acme Anywhere Ltd (demo) | Monitoring | somewhere nice |
"""


def with_exporter(app: AppTest) -> AppTest:
    app.text_input(key="intake.new.name").set_value("Acme Sender GmbH (demo)")
    app.selectbox(key="intake.new.country").set_value("DE")
    return ran(app.run())


def with_file(app: AppTest, content: bytes, name: str) -> AppTest:
    app.file_uploader(key="intake.file").upload(name, content, "application/octet-stream")
    return ran(app.run())


def test_a_pasted_list_shows_what_it_becomes_and_writes_nothing(opened: Open, empty_register: Path):
    app = with_exporter(opened(empty_register, "intake"))
    ran(app.button_group(key="intake.kind").set_value("text").run())
    ran(app.text_area(key="intake.text").set_value(LIST).run())
    told = texts(app).replace("\\", "")
    assert "4 parties, 4 of them new; 3 transfers: 3 new" in told
    assert entries(empty_register) == 0


def test_a_confirmed_list_is_in_the_register_and_can_be_taken_back(opened: Open, empty_register: Path):
    app = with_file(with_exporter(opened(empty_register, "intake")), LIST.encode(), "list.md")
    ran(app.button(key="intake.confirm").click().run())
    assert "3 transfers and 4 new parties recorded" in texts(app)
    ran(app.button(key="intake.undo").click().run())
    assert "Taken back" in texts(app)
    assert not states(empty_register, "party")


def test_without_an_exporter_the_list_is_shown_and_cannot_be_confirmed(opened: Open, empty_register: Path):
    app = with_file(opened(empty_register, "intake"), LIST.encode(), "list.md")
    assert "3 transfers" in texts(app)
    assert app.button(key="intake.confirm").disabled


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.csv", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "list.xlsx", "cannot be read"),
        (b"%PDF-1.7\n1 0 obj", "list.pdf", "PDF"),
        (("name," * 100_000 + "\n").encode(), "wide.csv", "columns"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    opened: Open, empty_register: Path, content: bytes, name: str, said: str
):
    app = with_file(with_exporter(opened(empty_register, "intake")), content, name)
    assert said in texts(app)
    assert not [button for button in app.button if button.key == "intake.confirm"]


def test_a_list_that_is_brought_in_again_changes_nothing(opened: Open, empty_register: Path):
    app = with_file(with_exporter(opened(empty_register, "intake")), LIST.encode(), "list.md")
    ran(app.button(key="intake.confirm").click().run())
    app = opened(empty_register, "intake")
    exporter = next(id for id, party in states(empty_register, "party").items() if "Sender" in party["name"])
    ran(app.selectbox(key="intake.exporter").set_value(exporter).run())
    app = with_file(app, LIST.encode(), "list.md")
    assert "Nothing would change" in texts(app)


def test_a_like_name_is_a_question_and_the_answer_is_kept(opened: Open, empty_register: Path):
    app = with_file(with_exporter(opened(empty_register, "intake")), LIST.encode(), "list.md")
    ran(app.button(key="intake.confirm").click().run())
    app = with_file(opened(empty_register, "intake"), LIST.replace("Acme Cloud Inc.", "Acme Clowd Inc.").encode(), "later.md")
    app.selectbox(key="intake.exporter").set_value(next(iter(states(empty_register, "party"))))
    ran(app.run())
    assert "1 name may mean a party that is known" in [box.label for box in app.expander]
    question = next(box for box in app.selectbox if "Acme Clowd Inc" in box.label)
    known = next(option for option in question.options if "Acme Cloud Inc." in option)
    ran(question.select(known).run())
    assert "1 name compared with parties that are known" in [box.label for box in app.expander]
    ran(app.button(key="intake.confirm").click().run())
    (party,) = [each for each in states(empty_register, "party").values() if each["name"] == "Acme Cloud Inc."]
    assert party["aliases"] == ["Acme Clowd Inc."]


MESSY = b"""Vendor,Location of processing,Corporate location,Purpose
Orbit Mail Inc.,Nowhere land,US,Mail
Halyard GmbH,Nowhere land,DE,Chat
Larkspur Ltd,IE,IE,Backup
Fjord AS,Norway,NO,Hosting
Fjord AS,Norway,NO,Hosting
"""


def said(app: AppTest, content: bytes):
    return app.session_state[f"intake.said.{sha256(content).hexdigest()}"]


def write(app: AppTest, content: bytes, row: int, **cells: object) -> AppTest:
    """Types into the grid, in the row that stands there."""
    app.session_state[said(app, content).key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    return ran(app.run())


def grid(app: AppTest) -> list[dict[str, object]]:
    return app.data_editor[0].value.to_dict("records")


def part(app: AppTest, name: str) -> AppTest:
    return ran(app.button_group(key="intake.part").set_value(name).run())


def test_a_place_is_mended_in_the_grid_everywhere_it_stands_and_taken_in(opened: Open, empty_register: Path):
    app = with_file(with_exporter(opened(empty_register, "intake")), MESSY, "messy.csv")
    assert [row["places"] for row in grid(app)][:3] == ["Nowhere land", "Nowhere land", "Ireland"]
    write(app, MESSY, 0, places="Tschechien")
    first = grid(app)[0]
    assert (first["places"], list(first["becomes"])) == ("Czechia", ["New", "Edited"])
    assert "“Nowhere land” stands in 1 more row" in texts(app).replace("\\", "")
    ran(app.button(key="intake.offer.yes").click().run())
    assert [row["places"] for row in grid(app)][:2] == ["Czechia"] * 2
    write(app, MESSY, 1, places="Atlantis")
    assert "To decide" in list(grid(app)[1]["becomes"])
    ran(app.button(key="intake.confirm").click().run())
    assert "recorded" in texts(app)
    transfers = list(states(empty_register).values())
    by_name = {each["origin"]["raw"]["Vendor"]: each for each in transfers}
    assert by_name["Orbit Mail Inc."]["places"][0]["country"] == "CZ"
    origin = by_name["Orbit Mail Inc."]["origin"]
    assert (origin["raw"]["Location of processing"], origin["corrected"]) == ("Nowhere land", {"place": "Tschechien"})
    assert origin["sha256"] == sha256(MESSY).hexdigest()
    assert by_name["Halyard GmbH"]["places"] == [{"role": "processing", "scope": "undetermined", "raw": "Atlantis"}]


def test_what_was_mended_can_be_put_back_to_what_the_file_says(opened: Open, empty_register: Path):
    app = with_file(with_exporter(opened(empty_register, "intake")), MESSY, "messy.csv")
    write(app, MESSY, 2, places="India", recipient="Larkspur Data Ltd")
    assert (grid(app)[2]["places"], grid(app)[2]["recipient"]) == ("India", "Larkspur Data Ltd")
    assert "Put back 1 edited" in [button.label for button in app.button]
    ran(app.button(key="intake.all.back").click().run())
    assert (grid(app)[2]["places"], grid(app)[2]["recipient"]) == ("Ireland", "Larkspur Ltd")
    assert not said(app, MESSY).corrections


def test_rows_left_out_stay_so_by_their_place_in_the_file_and_over_a_visit_elsewhere(opened: Open, empty_register: Path):
    app = with_file(with_exporter(opened(empty_register, "intake")), MESSY, "messy.csv")
    part(app, "decide")
    write(app, MESSY, 0, take=False)
    part(app, "all")
    assert [row["take"] for row in grid(app)] == [False, True, True, True, True]
    app._page_hash = calc_hash("journal")
    ran(app.run())
    app._page_hash = calc_hash("intake")
    ran(app.run())
    assert [row["take"] for row in grid(app)] == [False, True, True, True, True]
    ran(app.button(key="intake.confirm").click().run())
    assert {state["origin"]["line"] for state in states(empty_register).values()} == {3, 4, 5}


def test_the_parts_are_counted_and_a_row_that_is_right_asks_no_more(opened: Open, empty_register: Path):
    content = MESSY.replace(b"Orbit Mail Inc.,Nowhere land", b"Gogle LLC,US")
    app = with_file(with_exporter(opened(empty_register, "intake")), content, "messy.csv")
    assert len(said(app, content).sources) == 5
    part(app, "twice")
    assert [row["line"].split()[-1] for row in grid(app)] == ["5", "6"]
    app.text_input(key="intake.search").set_value("gogle")
    part(app, "all")
    assert [(row["recipient"], list(row["becomes"])) for row in grid(app)] == [("Gogle LLC", ["New", "To decide"])]
    said(app, content).opened = (0, 0)
    ran(app.run())
    assert "Name looks like another one" in texts(app)
    ran(app.button(key="intake.settle.(0, 0)").click().run())
    assert list(grid(app)[0]["becomes"]) == ["New"]


def test_a_long_list_is_read_in_a_thread_that_can_be_stopped_and_goes_on(
    opened: Open, empty_register: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(preview_reading, "_SHORT", 10)
    gate, told = Event(), []

    def slow(register, data, name, options, tell):
        told.append(name)
        tell("Reading", 0.25)
        gate.wait(20)
        tell("Reading", 0.5)
        return real(register, data, name, options, tell)

    real = take_in.preview
    monkeypatch.setattr(preview_reading.take_in, "preview", slow)
    app = with_file(with_exporter(opened(empty_register, "intake")), MESSY, "messy.csv")
    assert not [button for button in app.button if button.key == "intake.confirm"]
    work = app.session_state["intake.reading"][1]
    ran(app.button(key="intake.reading_bar.stop").click().run())
    assert "Stopped" in texts(app)
    gate.set()
    assert isinstance(work.outcome.exception(20), Cancelled)
    ran(app.button(key="intake.again_read").click().run())
    assert app.session_state["intake.reading"][1].done(20) if "intake.reading" in app.session_state else True
    ran(app.run())
    assert len(grid(app)) == 5
    assert told == ["messy.csv", "messy.csv"]


def test_a_taking_that_is_stopped_writes_nothing(opened: Open, empty_register: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(preview_taking, "_SHORT", 0)
    gate = Event()
    real = take_in.take

    def slow(register, preview, *, tell, **words):
        gate.wait(20)
        return real(register, preview, tell=tell, **words)

    monkeypatch.setattr(preview_taking.take_in, "take", slow)
    app = with_file(with_exporter(opened(empty_register, "intake")), MESSY, "messy.csv")
    ran(app.button(key="intake.confirm").click().run())
    work = app.session_state["intake.taking"][1]
    ran(app.button(key="intake.taking_bar.stop").click().run())
    gate.set()
    assert isinstance(work.outcome.exception(20), Cancelled)
    ran(app.run())
    assert "Nothing was written" in texts(app)
    assert entries(empty_register) == 0
    ran(app.button(key="intake.confirm").click().run())
    # Four rows may be written before the run that asks for them ends.
    if "intake.taking" in app.session_state:
        app.session_state["intake.taking"][1].done(20)
        ran(app.run())
    assert "The list is in the register" in texts(app)
    assert len(states(empty_register)) == 4
