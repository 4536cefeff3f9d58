"""Chains on the screens: the view of Flows, what each category reaches, and the chain on the page of a transfer."""

from __future__ import annotations

from pathlib import Path

from tests.screens.conftest import Open, ran, texts


def test_the_chains_of_the_demonstration_are_as_they_were(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows", view="chains")
    assert "3 chains of 6 transfers, 0 legs not recorded" in texts(app).replace("\\", "")
    ran(app.toggle(key="show.chains.table").set_value(True).run())
    table = app.dataframe[0].value
    ways = [(row["From"], row["To"], row["Destinations"], row["Weakest leg"] == "Yes") for _, row in table.iterrows()]
    short = [(a.removesuffix(" (demo)"), b.removesuffix(" (demo)"), c, d) for a, b, c, d in ways]
    assert short == [
        ("Acme Equipment GmbH", "Adverto Ltd", "Ireland", False),
        ("Adverto Ltd", "Pixelmeter Inc.", "United States", True),
        ("Acme Equipment GmbH", "Ardent Support Pvt. Ltd.", "Germany, India", False),
        ("Ardent Support Pvt. Ltd.", "Manila Care Desk Inc.", "Philippines", True),
        ("Acme Equipment GmbH", "Acme Equipment Asia Pte. Ltd.", "Singapore, APAC", False),
        ("Acme Equipment Asia Pte. Ltd.", "Acme Equipment India Pvt. Ltd.", "India", True),
    ]


def test_what_each_category_reaches_has_its_table(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows", view="chains", chains="reach")
    ran(app.toggle(key="show.reach.table").set_value(True).run())
    table = app.dataframe[0].value
    onward = table[table["Onward"] > 0]
    assert {"Philippines", "United States", "India"} == set(onward["Can reach"])
    assert "Ardent Support Pvt. Ltd. (demo)" in set(onward["Onward through"])


def test_a_transfer_of_a_chain_shows_it_and_another_does_not(opened: Open, shared_register: Path):
    app = opened(shared_register, "register", id="TR-00024")
    assert "Chain" in [tab.label for tab in app.tabs]
    assert "Weakest here" in texts(app)
    assert "Chain" not in [tab.label for tab in opened(shared_register, "register", id="TR-00001").tabs]


def test_chains_of_nothing_say_so(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows", view="chains", search="no such thing anywhere")
    assert "No transfer here is carried onward" in texts(app)
