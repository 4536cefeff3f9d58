"""The review screen: a card says why it is due, its buttons move it, and what needs a reason asks for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.screens.conftest import ON, ran, texts
from transfer_register.actions import review
from transfer_register.actions.opening import open_register
from transfer_register.actions.review_found import look, quarter_of

FIRST, LAST = quarter_of(ON)


def buttons(app, text: str) -> list:
    return [each for each in app.button if text in (each.key or "")]


def test_the_board_says_why_each_card_is_due_and_keys_move_the_first(shared_register, opened):
    app = opened(shared_register, "review")
    assert "Its review was due on" in texts(app)
    assert "To check" in texts(app)
    assert "Nothing that is recorded permits it" in texts(app)
    assert len(buttons(app, "review.next.")) == 1
    assert not [each for each in texts(app).split() if each in ("to_check", "not_judged", "breached")]


def test_what_is_not_permitted_opens_the_drawer_which_asks_why(shared_register, opened):
    app = opened(shared_register, "review", verdicts="breached")
    ran(buttons(app, "review.done.to_check_")[0].click().run())
    assert "done" in app.query_params["to"]
    assert "Say why that may be put to Done" in texts(app)


def test_one_click_puts_a_permitted_card_to_done(own_register, opened):
    app = opened(own_register, "review", verdicts="permitted")
    [first, *_] = buttons(app, "review.done.to_check_")
    moved = first.key.rpartition("to_check_")[2].replace("_", "-")
    ran(first.click().run())
    register = open_register(own_register)
    done = look(register, FIRST, LAST, on=ON).cards(columns=["done"]).dicts()
    register.close()
    assert {row["importer"] for row in done} == {moved}


def test_the_list_is_the_twin_of_the_board(shared_register, opened):
    app = opened(shared_register, "review", look="list")
    register = open_register(shared_register)
    cards = look(register, FIRST, LAST, on=ON).cards().dicts()
    register.close()
    [table] = app.dataframe
    assert list(table.value["Transfer"]) == [card["id"] for card in cards[:50]]


def test_a_signed_review_cannot_be_moved_and_shows_what_was_signed(own_register, opened):
    register = open_register(own_register)
    review.sign(register, FIRST, LAST, "Head of privacy", actor="Ada", at=datetime(2026, 11, 22, 10, tzinfo=UTC), on=ON)
    register.close()
    app = opened(own_register, "review")
    assert "was signed by Ada, Head of privacy" in texts(app)
    assert buttons(app, "review.done.") == []
    assert "Signed by Ada" in texts(opened(own_register, "review", look="page"))


def test_a_period_that_has_not_begun_says_so(shared_register, opened):
    app = opened(shared_register, "review", **{"from": date(2027, 1, 1).isoformat(), "to": date(2027, 3, 31).isoformat()})
    assert "after the day that is looked at" in texts(app)
