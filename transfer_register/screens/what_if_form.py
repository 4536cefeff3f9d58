"""One event of somebody's own, put together: what happens, from which day, and where that stands. Nothing is written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import streamlit as st
from pydantic import ValidationError

from transfer_register.errors import NotLaw, TransferRegisterError
from transfer_register.exhibits.law_touched import Touched
from transfer_register.exhibits.style import counted, country
from transfer_register.law.amended import LAW_KINDS, Happened, amended
from transfer_register.law.provision import ProvisionKind
from transfer_register.model.event import Event, LawText
from transfer_register.screens import address
from transfer_register.screens import what_if_link as link
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.place_choice import place_choice
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_words import KINDS, stands, usual_title

_FIELDS = "what_if.form."
_UNNAMED = "pasted.yaml"


def show_form(visit: Visit, kind: str) -> None:
    """Draws the fields of one kind of event; the finished event goes into the address."""
    about = KINDS[kind]
    with st.container(border=True, key="what_if_form"):
        st.markdown(f":material/{about.icon}: **{about.name}**  \n:small[:gray[{plain(about.says)}]]")
        said = _ASKED[kind](visit)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = day_input(
                "First day on which it is so", visit.law_on + timedelta(days=1), visit.today, key=f"{_FIELDS}day", width=210
            )
            title = st.text_input("Title", key=f"{_FIELDS}title", placeholder="Found by itself", max_chars=200, width=330)
            source = st.text_input(
                "Where it stands", key=f"{_FIELDS}source", placeholder="Judgment, gazette, letter", max_chars=300
            )
        wrong = st.container()
        with st.container(horizontal=True, horizontal_alignment="right"):
            st.button("Cancel", key=f"{_FIELDS}cancel", on_click=address.say, args=(link.ADD, None))
            pressed = st.button("Try it", type="primary", icon=":material/science:", key=f"{_FIELDS}try")
    if pressed:
        said |= {"kind": kind, "effective_on": first, "title": title.strip(), "source": source.strip() or None}
        with wrong:
            _try(visit, said)


def _try(visit: Visit, said: dict[str, Any]) -> None:
    if said["effective_on"] is None or said.pop("lacks", None):
        st.error("Fill in what happens, and from which day.", icon=":material/error:")
        return
    try:
        event = Event.model_validate(said | {"title": said["title"] or "?"})
        event = event if said["title"] else event.model_copy(update={"title": usual_title(visit, event)})
        if event.kind in LAW_KINDS:
            amended(visit.law, [Happened(event)], visit.words)
    except NotLaw as error:
        problems = "".join(f"\n- {plain(str(each))}" for each in error.problems[:20])
        st.error(f"This cannot be read as law:{problems}", icon=":material/error:")
        return
    except ValidationError:
        st.error("Fill in what happens, and from which day.", icon=":material/error:")
        return
    except TransferRegisterError as error:
        cannot(error)
        return
    if len(link.packed(event)) > link.MOST:
        st.error("This file of law is too long to stand in a link. Add only the provisions that change.", icon=":material/error:")
        return
    link.try_events((*link.read().events, event))
    st.rerun()


def _ends(visit: Visit) -> dict[str, Any]:
    provisions = visit.law.provisions
    able = [
        id for id, each in provisions.items()
        if each.kind in (ProvisionKind.GROUND, ProvisionKind.SCOPE) and stands(visit, id)
    ]  # fmt: skip
    rests = {id: visit.touched.get(id, Touched()).rests for id in able}
    able.sort(key=lambda id: (-rests[id], visit.titles.get(id, id).casefold()))
    chosen = st.multiselect(
        "What ends", able, key=f"{_FIELDS}provisions", placeholder="Choose one or several",
        format_func=lambda id: f"{visit.titles.get(id, id)} ({counted(rests[id], 'transfer')})",
        help="Grounds in force on the day of the law, those on which most transfers rest first.",
    )  # fmt: skip
    return {"provisions": tuple(chosen), "lacks": not chosen}


def _law(visit: Visit) -> dict[str, Any]:
    left, right = st.columns(2, gap="medium")
    with left:
        files = st.file_uploader(
            "Files of law (YAML)", ["yaml", "yml"], accept_multiple_files=True, key=f"{_FIELDS}files", max_upload_size=1
        )
    with right:
        pasted = st.text_area("Or the text of one", key=f"{_FIELDS}text", height=128, placeholder="provisions:\n  - id: …")
    texts = [LawText(name=each.name, text=each.getvalue().decode("utf-8", "replace")) for each in files or ()]
    if pasted.strip():
        texts.append(LawText(name=_UNNAMED, text=pasted))
    return {"files": tuple(texts), "lacks": not texts}


def _concern(visit: Visit) -> dict[str, Any]:
    code = place_choice("Country", _countries(visit), None, key=f"{_FIELDS}country", placeholder="Choose, or type its name")
    return {"country": code, "lacks": not code}


def _moves(visit: Visit) -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        party = _party(visit, "Vendor", "party")
        code = place_choice("Moves to", _countries(visit), None, key=f"{_FIELDS}country", placeholder="Choose, or type its name")
    return {"party": party, "country": code, "lacks": not (party and code)}


def _bought(visit: Visit) -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        party = _party(visit, "Vendor", "party")
        buyer = _party(visit, "Bought by", "buyer")
    return {"party": party, "buyer": buyer, "lacks": not (party and buyer) or party == buyer}


def _party(visit: Visit, label: str, name: str) -> str | None:
    names = visit.names
    return st.selectbox(
        label, sorted(names, key=lambda id: names[id].casefold()), index=None, key=f"{_FIELDS}{name}",
        placeholder="Choose or type a name", format_func=lambda id: names.get(id, id),
    )  # fmt: skip


def _countries(visit: Visit) -> dict[str, str]:
    codes = visit.words.lists.get("countries", {})
    return dict(sorted(((code, country(visit.words, code)) for code in codes), key=lambda each: each[1].casefold()))


_ASKED = {"ends": _ends, "law": _law, "concern": _concern, "moves": _moves, "bought": _bought}
