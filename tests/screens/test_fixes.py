"""Acts are tried on demand, on one transfer and on many, and shown with what they change, in words."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.screens.conftest import ran, texts
from transfer_register.actions.fix import acts
from transfer_register.screens.plain import plain


def _screen(folder: str, transfer: str) -> None:
    from datetime import UTC, date, datetime
    from pathlib import Path

    import streamlit as st

    from transfer_register.actions.opening import open_register
    from transfer_register.model.filter import Filter
    from transfer_register.screens.fixes import show_cheapest, show_what_would_change
    from transfer_register.screens.visit import Visit

    on = date(2026, 11, 22)
    register = st.cache_resource(open_register)(Path(folder))
    visit = Visit(register, on, on, on, None, "tests", lambda: datetime(2026, 11, 22, tzinfo=UTC))
    show_what_would_change(visit, transfer)
    show_cheapest(visit, Filter(verdicts=("breached",)))


def test_acts_are_tried_on_demand_and_told_in_words(shared_register: Path) -> None:
    app = ran(AppTest.from_function(_screen, default_timeout=120, args=(str(shared_register), "TR-00031")).run())
    assert "fixes.one" not in app.session_state
    assert "fixes.many" not in app.session_state
    ran(app.button(key="fixes.try.TR-00031").click().run())
    would = app.session_state["fixes.one"][1]
    shown = texts(app)
    assert would.changes
    assert all(plain(change.act.title) in shown for change in would.changes)
    assert "Judged anew by the law and the score of the day" in shown
    assert not [act.id for act in acts() if f" {act.id} " in shown]
    ran(app.button(key="fixes.find").click().run())
    fix = app.session_state["fixes.many"][1]
    shown = texts(app)
    assert fix.steps
    assert f"{len(fix.there)} are there already" in shown
    assert all(plain(step.act.title) in shown for step in fix.steps)
    ran(app.toggle(key="fixes.table").set_value(True).run())
    [grid] = app.dataframe
    assert sorted(grid.value["Transfer"]) == sorted([*fix.plans, *(id for left in fix.left for id in left.transfers)])
