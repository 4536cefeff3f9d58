"""The browser app: opens the register, reads the clock, names the screens. `streamlit run app.py`, or `make run`."""

import gc
import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from transfer_register.actions.opening import open_register
from transfer_register.errors import TransferRegisterError
from transfer_register.register.register import Register
from transfer_register.screens import address, flows, intake, law, register, reports
from transfer_register.screens.days import choose_days
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

HERE = Path(__file__).resolve().parent


@st.cache_resource(show_spinner="Opening the register …")
def _register(path: str) -> Register:
    opened = open_register(path)
    # What is loaded by now stays for good; leaving it out of every later collection shortens each run of a screen.
    gc.collect()
    gc.freeze()
    return opened


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
    st.logo(str(HERE / "static" / ("logo_dark.svg" if dark else "logo.svg")), size="large")
    try:
        opened = _register(os.environ.get("TRANSFER_REGISTER") or "register")
        opened.follow()
    except TransferRegisterError as error:
        st.error(f"The register cannot be opened. {plain(str(error))}", icon=":material/error:")
        st.stop()
    screens = {
        "register": (register, "Register", "table_rows"),
        "flows": (flows, "Flows", "public"),
        "law": (law, "Law", "balance"),
        "intake": (intake, "Intake", "upload_file"),
        "reports": (reports, "Reports", "description"),
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
    on, law_on = choose_days(today)
    visits.append(Visit(opened, today, on, law_on, _actor(), _now, pages))
    with st.sidebar:
        st.caption("An aid to judgement, not legal advice.")
    with st.spinner("Judging the register by the law of its day …"):
        opened.sight(on, law_on)
    page.run()


main()
