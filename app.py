"""The browser app: opens the register, reads the clock, names the screens. `streamlit run app.py`, or `make run`."""

import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from transfer_register.errors import TransferRegisterError
from transfer_register.screens import (
    address,
    assessments,
    changes,
    flows,
    intake,
    journal,
    law,
    parties,
    register,
    reports,
    review,
    vendor_changes,
    what_if,
)  # fmt: skip
from transfer_register.screens.days import choose_days
from transfer_register.screens.event_note import tell_events
from transfer_register.screens.live import keep_current
from transfer_register.screens.moved_note import tell_moved
from transfer_register.screens.opening import opened, tell_notices
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

HERE = Path(__file__).resolve().parent


def _actor() -> str:
    """Who writes, while the app serves one machine: the name of its user."""
    try:
        return getpass.getuser() or "local user"
    except (OSError, KeyError):
        return "local user"


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    st.set_page_config("Transfer Register", str(HERE / "static" / "mark.svg"), layout="wide", initial_sidebar_state=236)
    st.html(HERE / "transfer_register" / "screens" / "page.css")
    dark = st.context.theme.type == "dark"
    # Drawers and popovers stand beside the app in the page, and would take the colours of a light one (page.css: light-dark).
    st.html(f"<style>:root{{color-scheme:{'dark' if dark else 'light'}}}</style>")
    st.logo(str(HERE / "static" / ("logo_dark.svg" if dark else "logo.svg")), size="large")
    try:
        source = opened(os.environ.get("TRANSFER_REGISTER") or "register")
        source.follow()
    except TransferRegisterError as error:
        st.error(f"The register cannot be opened. {plain(str(error))}", icon=":material/error:")
        st.stop()
    tell_notices(source)
    if source.away:
        st.warning(f"{plain(source.away)} You see what was recorded until then.", icon=":material/cloud_off:")
    else:
        tell_moved(source)
    screens = {
        "register": (register, "Register", "table_rows"),
        "parties": (parties, "Parties", "domain"),
        "flows": (flows, "Flows", "public"),
        "what-if": (what_if, "What if", "alt_route"),
        "assessments": (assessments, "Assessments", "fact_check"),
        "review": (review, "Review", "checklist"),
        "law": (law, "Law", "balance"),
        "intake": (intake, "Intake", "upload_file"),
        "vendor-changes": (vendor_changes, "Vendor changes", "published_with_changes"),
        "changes": (changes, "Changes", "difference"),
        "reports": (reports, "Reports", "description"),
        "journal": (journal, "Journal", "history_edu"),
    }
    visits: list[Visit] = []
    pages = {
        name: st.Page(
            lambda screen=screen: screen.show(visits[0]),
            title=title, icon=f":material/{icon}:", url_path=name, default=name == "register",
        )
        for name, (screen, title, icon) in screens.items()
    }  # fmt: skip
    page = st.navigation(list(pages.values()))
    address.arrive(next(name for name, each in pages.items() if each is page or each.title == page.title))
    today = datetime.now().astimezone().date()
    on, law_on, known_on = choose_days(today)
    visits.append(Visit(source, today, on, law_on, known_on, _actor(), _now, pages))
    with st.sidebar:
        tell_events(visits[0])
        st.caption("An aid to judgement, not legal advice.")
    with st.spinner("Judging the register by the law of its day …"):
        source.sight(on, law_on, known_on)
    page.run()
    keep_current(visits[0])


main()
