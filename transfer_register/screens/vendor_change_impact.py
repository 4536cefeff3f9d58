"""What a vendor's change means for our transfers: the chain, which data would reach which country, verdicts before and after."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from transfer_register.actions.fix import acts
from transfer_register.actions.impact import Impact, Leg, Told, impact
from transfer_register.actions.impacted import CARRIED
from transfer_register.actions.list_changes import Proposal
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, country, day, listed
from transfer_register.model.facts import FACTS
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.provision_words import cite
from transfer_register.screens.vendor_change_chain import chain_line, verdict_html
from transfer_register.screens.vendor_change_work import Work
from transfer_register.screens.visit import Visit

_STYLE = Path(__file__).with_suffix(".css")
_CHAINS, _ROWS, _ASKED = 6, 12, 5


def show_impact(visit: Visit, work: Work, proposal: Proposal, vendor: str) -> None:
    """Draws it for the acts that have a tick; says so where nothing is written or the vendor is in no transfer."""
    if not any(act.writes and act.key not in work.left_out for act in proposal.acts):
        st.caption("No transfer begins, ends or changes, so nothing changes for yours.")
        return
    try:
        found = _found(visit, work, proposal, vendor)
    except TransferRegisterError as error:
        cannot(error)
        return
    st.html(_STYLE)
    name = visit.names.get(vendor, vendor)
    st.markdown(f"**{plain(_sentence(visit, found, name))}**")
    for chain in found.chains[:_CHAINS]:
        st.html(chain_line(visit, found, chain))
    if len(found.chains) > _CHAINS:
        st.caption(f"and {counted(len(found.chains) - _CHAINS, 'further chain')} of the same kind")
    for line in (*_reached(visit, found, name), *_touched(found)):
        st.markdown(line)
    _missing(visit, work, found)
    st.html(_table(visit, found))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"Judged anew for {day(found.on)} with these acts in it, by the law that will hold then as far as it is known. "
            "Nothing of it is recorded."
        )
        label = f"Open {counted(len(found.using), 'transfer')} to {plain(name)}"
        if found.using and st.button(label, icon=":material/table_rows:", key=work.key("impact.open"), type="tertiary"):
            ids = tuple(before.id for before, _ in found.using)
            st.switch_page(visit.pages["register"], query_params=address.link(Filter(transfers=ids)))


def _found(visit: Visit, work: Work, proposal: Proposal, vendor: str) -> Impact:
    """Tried once for the same acts; what would carry the weakest leg only once somebody asks for it."""
    tries = bool(st.session_state.get(work.key("impact.mend")))
    asked = (work.proposed and work.proposed[0], vendor, frozenset(work.left_out), tries)
    if work.impact is None or work.impact[0] != asked:
        with st.spinner("Trying it on your transfers …"):
            found = impact(
                visit.register, proposal, vendor, at=visit.clock(), leave_out=frozenset(work.left_out), tries_acts=tries
            )
        work.impact = (asked, found)
    return work.impact[1]


def _sentence(visit: Visit, found: Impact, name: str) -> str:
    reached = listed([country(visit.words, code) for code in found.countries])
    news = f"their data would reach {reached} for the first time" if reached else "no further country would be reached"
    if found.exporter != found.vendor:
        return f"{visit.names.get(found.exporter, found.exporter)} sends by itself: {news}."
    if not found.using:
        return (
            f"The register holds no transfer to {name}. Which of your data it has is not known, and so not where they would go."
        )
    uses = f"{counted(len(found.using), 'of your transfers uses', 'of your transfers use')} {name}"
    return f"{uses}: {news}."


def _reached(visit: Visit, found: Impact, name: str) -> list[str]:
    lines = []
    for leg in found.legs:
        if leg.after is None or not leg.countries:
            continue
        where = listed([country(visit.words, code) for code in leg.countries])
        data = listed([visit.words.label("data_categories", each) for each in leg.categories])
        how = listed([visit.words.label("place_roles", role).lower() for role in leg.after.roles if role != "establishment"])
        said = f"**{plain(where)}**, {plain(leg.after.importer_name)}{f' ({plain(how)})' if how else ''}: "
        if not data:
            said += "which data would go there is not known."
        elif leg.stated:
            said += f"{plain(data)}."
        else:
            silent = f"What is announced does not say which of them, so all that {name} receives may go there."
            said += f"{plain(data)}. :gray[{plain(silent)}]"
        lines.append(f":material/public: {said}")
    return lines


def _touched(found: Impact) -> list[str]:
    """Special categories, workers, and what is not known of either."""
    lines = []
    if found.special:
        lines.append(f":orange[:material/priority_high:] {_of(found.special)} carries special categories of data (GDPR 9).")
    if found.workers:
        lines.append(
            f":orange[:material/badge:] {_of(found.workers)} carries data of the exporter's own workers: look whether a works "
            "council has a say."
        )
    unsaid = [before for before, _ in found.using if before.special is None or before.workers is None]
    if unsaid:
        lines.append(
            f":gray[:material/help:] Of {_of(tuple(unsaid))} nobody said whether special categories or workers' data are in it."
        )
    return [line.replace("transfers carries", "transfers carry") for line in lines]


def _of(told: tuple[Told, ...]) -> str:
    purposes = listed([each.purpose for each in told if each.purpose], most=3)
    return f"**{counted(len(told), 'transfer')}**{f' ({plain(purposes)})' if purposes else ''}"


def _missing(visit: Visit, work: Work, found: Impact) -> None:
    """What the weakest leg lacks, and on demand the acts that would carry it."""
    weakest = found.weakest
    if weakest is None or weakest.after is None or weakest.after.verdict in CARRIED:
        return
    with st.container(border=True, gap="xsmall", key="vendor_impact_missing"):
        st.markdown(f"**The weakest leg, to {plain(weakest.after.importer_name)}, lacks:**")
        st.markdown("\n".join(f"- {line}" for line in _lacks(visit, found, weakest)))
        if found.mends:
            lead = "Only together would these carry it" if found.together else "Each of these alone would carry it"
            st.markdown(f"{lead}:\n" + "\n".join(f"- {plain(act.title)}{_provided(act.provided)}" for act in found.mends))
        elif st.session_state.get(work.key("impact.mend")):
            st.markdown(plain(found.left or "No act that is known here would carry it: ask counsel, or object."))
        else:
            st.button(
                "What would carry it", icon=":material/build:", key=work.key("impact.ask"), on_click=_ask_for_acts, args=(work,),
                help=f"{counted(len(acts().acts), 'act')} are tried by the judge; this takes a few seconds.",
            )  # fmt: skip


def _ask_for_acts(work: Work) -> None:
    st.session_state[work.key("impact.mend")] = True


def _provided(words: str) -> str:
    return f" :gray[{plain(words)}]" if words else ""


def _lacks(visit: Visit, found: Impact, leg: Leg) -> list[str]:
    told = leg.after
    lines = ["no mechanism is recorded"] if not told.tools else []
    lines += ["no supplementary measure is recorded"] if not told.measures else []
    asked = [fact for fact in told.ask if told.tools or fact != "transfer.tools"]
    if not (told.exporter_role and told.importer_role):
        lines.append("in which role each side acts: say it above, under “What holds for every new transfer”")
    lines += [f"not known: {plain(FACTS[fact].label)}" for fact in asked[:_ASKED]]
    lines += [f"and {counted(len(asked) - _ASKED, 'further fact')} that nobody stated"] if len(asked) > _ASKED else []
    lines += [f"broken: {plain(cite(visit.law, id, found.on).title)}" for id in told.broken[:_ASKED]]
    return lines or ["what would decide is in the findings of the transfer, once it is recorded"]


def _table(visit: Visit, found: Impact) -> str:
    """A row a transfer that uses the vendor, and one for each that begins, changes or ends."""
    rows = [_row(visit, before, after, "to the vendor") for before, after in found.using]
    words = {"begin": "begins", "replace": "changes", "end": "ends"}
    rows += [_row(visit, leg.before, leg.after, words.get(leg.act, leg.act)) for leg in found.legs]
    more = f"<tr><td colspan=4>and {counted(len(rows) - _ROWS, 'further transfer')}</td></tr>" if len(rows) > _ROWS else ""
    head = "".join(f"<th scope=col>{escape(text)}</th>" for text in ("Transfer", "Data", "As it stands", f"From {day(found.on)}"))
    return f'<table class="vendor-impact"><thead><tr>{head}</tr></thead><tbody>{"".join(rows[:_ROWS])}{more}</tbody></table>'


def _row(visit: Visit, before: Told | None, after: Told | None, what: str) -> str:
    told = after or before
    about = escape(f"{told.exporter_name} to {told.importer_name}")
    more = escape(" · ".join(filter(None, [what, told.purpose, before.id if before else ""])))
    data = escape(listed([visit.words.label("data_categories", each) for each in told.categories], most=4)) or "not stated"
    sides = "".join(f"<td>{_side(visit, each, none)}</td>" for each, none in ((before, "not there"), (after, "ends")))
    return f"<tr><td>{about}<small>{more}</small></td><td>{data}</td>{sides}</tr>"


def _side(visit: Visit, told: Told | None, none: str) -> str:
    if told is None:
        return none
    if len(set(told.verdicts.values())) < 2:
        return verdict_html(visit, told.verdict)
    return "<br>".join(
        f"{escape(visit.words.label('regimes', regime))}: {verdict_html(visit, verdict)}"
        for regime, verdict in told.verdicts.items()
    )
