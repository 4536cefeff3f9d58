"""Bringing in a list: the preview, the refusals in a sentence, the confirmation, taking back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import Open, ran, texts
from transfer_register.actions.opening import open_register

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
    assert open_register(empty_register).head().sequence == 0


def test_a_confirmed_list_is_in_the_register_and_can_be_taken_back(opened: Open, empty_register: Path):
    app = with_file(with_exporter(opened(empty_register, "intake")), LIST.encode(), "list.md")
    ran(app.button(key="intake.confirm").click().run())
    assert "3 transfers and 4 new parties recorded" in texts(app)
    ran(app.button(key="intake.undo").click().run())
    assert "Taken back" in texts(app)
    assert not open_register(empty_register).parties()


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
    exporter = next(id for id, party in open_register(empty_register).parties().items() if "Sender" in party.name)
    ran(app.selectbox(key="intake.exporter").set_value(exporter).run())
    app = with_file(app, LIST.encode(), "list.md")
    assert "Nothing would change" in texts(app)


def test_a_like_name_is_a_question_and_the_answer_is_kept(opened: Open, empty_register: Path):
    app = with_file(with_exporter(opened(empty_register, "intake")), LIST.encode(), "list.md")
    ran(app.button(key="intake.confirm").click().run())
    app = with_file(opened(empty_register, "intake"), LIST.replace("Acme Cloud Inc.", "Acme Clowd Inc.").encode(), "later.md")
    app.selectbox(key="intake.exporter").set_value(next(iter(open_register(empty_register).parties())))
    ran(app.run())
    assert "1 name may mean a party that is known" in [box.label for box in app.expander]
    question = next(box for box in app.selectbox if "Acme Clowd Inc" in box.label)
    known = next(option for option in question.options if "Acme Cloud Inc." in option)
    ran(question.select(known).run())
    assert "1 name compared with parties that are known" in [box.label for box in app.expander]
    ran(app.button(key="intake.confirm").click().run())
    (party,) = [each for each in open_register(empty_register).parties().values() if each.name == "Acme Cloud Inc."]
    assert party.aliases == ("Acme Clowd Inc.",)
