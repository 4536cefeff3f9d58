"""Laws of the destination that reach the recipient, or may; and the supplementary measures that answer what they threaten.

These stand beside the verdict: an assessment weighs them, no rule of ours does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from transfer_register.exhibits.style import counted, country
from transfer_register.law.provision import Provision
from transfer_register.screens.answers import show_question
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.provision_words import cite
from transfer_register.screens.visit import Visit

_EXPOSURES = {
    "met": (":red[:material/gavel:]", "reaches the recipient"),
    "unknown": (":gray[:material/help:]", "not known whether it reaches the recipient"),
}
_MITIGATES = {
    "met": (":blue[:material/shield:]", "limits what authorities may do"),
    "unknown": (":gray[:material/help:]", "not known whether it limits authorities here"),
}
_MEASURES = {
    "met": (":blue[:material/check_circle:]", "in place with all that it needs"),
    "unknown": (":gray[:material/help:]", "in place, and not everything it needs is known"),
}
# What a measure can do against a power that binds the recipient.
_WEIGHTS = {
    "may_close_gap": "can close a gap",
    "cannot_bind_authorities": "cannot bind authorities",
    "marker_of_failure": "shows a gap that no measure known closes",
}


@dataclass
class _Said:
    provision: Provision
    outcome: str
    ask: dict[str, None] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)


def of_kind(visit: Visit, judged: dict[str, Any], kind: str) -> list[_Said]:
    """Findings of a kind, each provision once, what is met first."""
    found: dict[str, _Said] = {}
    for regime in judged["regimes"]:
        for row in regime["findings"]:
            provision = visit.law.provisions.get(row["provision"])
            if row["kind"] != kind or provision is None or row["outcome"] not in ("met", "unknown", "not_met"):
                continue
            said = found.setdefault(row["provision"], _Said(provision, row["outcome"]))
            order = ["met", "unknown", "not_met"]
            said.outcome = min(said.outcome, row["outcome"], key=order.index)
            said.ask |= dict.fromkeys(row["ask"] or ())
            said.countries[row["country"]] = None
    return sorted(found.values(), key=lambda one: (["met", "unknown", "not_met"].index(one.outcome), one.provision.title))


def show_destination_laws(visit: Visit, id: str, state: dict[str, Any], judged: dict[str, Any]) -> None:
    """Problem laws first, then what mitigates, then measures; each with the questions that would settle it."""
    exposures, measures = of_kind(visit, judged, "exposure"), of_kind(visit, judged, "measure")
    if not exposures and not measures:
        st.markdown(
            "The law files name no law of these destinations that lets authorities reach the data, and no measure is stated."
        )
        st.caption("That is no finding that there is none: an assessment looks at law and practice of the destination.")
        return
    st.caption("To look at in an assessment. The verdict does not follow from them.")
    problems = [one for one in exposures if one.provision.role != "mitigating"]
    mitigating = [one for one in exposures if one.provision.role == "mitigating"]
    _group(visit, "Laws that let authorities reach data", problems, _EXPOSURES)
    _group(visit, "Laws that limit them", mitigating, _MITIGATES)
    _group(visit, "Supplementary measures", measures, _MEASURES)
    if not measures:
        st.markdown("##### Supplementary measures\nNone is stated.")
    names = list(dict.fromkeys(name for one in (*exposures, *measures) if one.outcome == "unknown" for name in one.ask))
    if names:
        with st.expander(
            f"What would tell ({counted(len(names), 'question')})", icon=":material/edit_note:", key="abroad.questions"
        ):
            for name in names:
                show_question(visit, id, state, name, regimes=[], part="abroad.")


def _group(visit: Visit, title: str, found: list[_Said], looks: dict[str, tuple[str, str]]) -> None:
    shown = [one for one in found if one.outcome in looks]
    if not found:
        return
    st.markdown(f"##### {title}")
    several = len({each for one in found for each in one.countries}) > 1
    for one in shown:
        icon, word = looks[one.outcome]
        cited = cite(visit.law, one.provision.id, visit.law_on)
        where = f" ({plain(enumerated([country(visit.words, each) for each in one.countries]))})" if several else ""
        more = _more(visit, one.provision)
        head = f"{icon} **{plain(one.provision.title)}**{where}: {word}"
        st.markdown(f"{head}  \n{plain(one.provision.says)}  \n:small[{more}{cited.line()}]")
    if silent := len(found) - len(shown):
        said = counted(silent, "other does", "others do")
        st.caption(f"{said} not {'reach this recipient' if looks is _EXPOSURES else 'apply'}.")


def _more(visit: Visit, provision: Provision) -> str:
    known = visit.words.lists.get("threats", {})
    threats = [known[each].label.lower() for each in provision.threats if each in known]
    verb = "Answers" if provision.measure else "Threat"
    parts = [f"{verb}: {plain(enumerated(threats))}. "] if threats else []
    if provision.measure:
        parts.append(f"{provision.measure.category.capitalize()}; {_WEIGHTS.get(provision.measure.weight, '')}. ")
        if provision.measure.conditions:
            parts.append(f"Only where: {plain('; '.join(provision.measure.conditions))}. ")
    return "".join(parts)
