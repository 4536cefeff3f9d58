"""What each regime says of one transfer, and why: the verdict, what carries it, and everything that was looked at."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits.style import counted, country, verdict
from transfer_register.law.kinds import barred_by
from transfer_register.law.law_file import CASCADE
from transfer_register.law.provision import Provision
from transfer_register.model.vocabulary import Words
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.provision_words import cite
from transfer_register.screens.visit import Visit

# Theme colours of the verdicts' badges; shape and word stand beside each.
COLOURS = {"breached": "red", "unknown": "gray", "not_judged": "gray", "permitted": "blue", "not_restricted": "violet"}
# Outcome of a finding -> icon, word, order of telling.
_OUTCOMES = {
    "breached": (":red[:material/cancel:]", "breached", 0),
    "met": (":blue[:material/check_circle:]", "met", 1),
    "unknown": (":gray[:material/help:]", "not known", 2),
    "not_met": (":gray[:material/remove_circle:]", "not met", 3),
}
_SEVERITIES = {"block": "red", "error": "red", "warn": "orange", "info": "gray"}
_ORDER = tuple(_SEVERITIES)
_STEPS = {"adequacy": "adequacy", "safeguard": "the safeguards", "derogation": "the derogations"}
_ASIDE = ("duty", "exposure", "measure")
# Grounds that a bar names one by one; more of them go by their step.
_NAMED = 4


def badge(words: Words, id: str) -> str:
    """Markdown: shape and word of a verdict on its colour."""
    return f":{COLOURS.get(id, 'gray')}-badge[{verdict(words, id).text}]"


def show_verdicts(visit: Visit, judged: dict[str, Any]) -> None:
    """A card a regime, the one that decides first; a transfer that no loaded law binds says so."""
    if not judged["regimes"]:
        st.markdown(f"{badge(visit.words, 'not_judged')} {visit.words.lists['verdicts']['not_judged'].says}")
        return
    marks = {each["regime"]: verdict(visit.words, each["verdict"]).rank for each in judged["regimes"]}
    for each in sorted(judged["regimes"], key=lambda regime: marks[regime["regime"]]):
        with st.container(border=True, gap="xsmall"):
            _card(visit, each)


def _card(visit: Visit, judged: dict[str, Any]) -> None:
    words = visit.words
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"**{words.label('regimes', judged['regime'])}**", width="content")
        st.markdown(badge(words, judged["verdict"]), width="content")
    st.markdown(_reason(visit, judged))
    if judged["by"]:
        _to_the_law(visit, judged)
    if judged["fallbacks"]:
        also = enumerated([plain(cite(visit.law, id, visit.law_on).title) for id in judged["fallbacks"]])
        st.caption(f"Would also be carried by: {also}.")
    for line in _breaches(visit, judged):
        st.markdown(line)
    _looked_at(visit, judged)


def _to_the_law(visit: Visit, judged: dict[str, Any]) -> None:
    if st.button("Read the provision", icon=":material/balance:", key=f"law.{judged['regime']}", type="tertiary"):
        st.switch_page(visit.pages["law"], query_params={"provision": judged["by"], **visit.days})


def _reason(visit: Visit, judged: dict[str, Any]) -> str:
    words = visit.words
    several = len({finding["country"] for finding in judged["findings"]}) > 1
    where = f" {plain(country(words, judged['country']))} decides." if judged["country"] and several else ""
    if judged["by"]:
        found = cite(visit.law, judged["by"], visit.law_on)
        return f"{plain(found.title)}.{where}  \n:small[{found.line()}]"
    if judged["verdict"] == "unknown":
        return f"{counted(len(judged['ask']), 'fact')} that nobody stated would decide.{where}"
    return f"{words.lists['verdicts'][judged['verdict']].says}{where}"


def _breaches(visit: Visit, judged: dict[str, Any]) -> list[str]:
    """What is broken, what bars a ground first; a bar is named with the grounds that it takes away here."""
    lines = {}
    for finding in sorted(_weighed(judged), key=lambda finding: finding["kind"] == "requirement"):
        provision = visit.law.provisions.get(finding["provision"])
        if finding["outcome"] == "breached" and provision:
            found = cite(visit.law, finding["provision"], visit.law_on)
            place = _ORDER.index(provision.severity) if provision.severity in _ORDER else 0
            if provision.severity == "block":
                barred = _barred(visit, judged, provision)
                line = f":red[:material/block:] **{plain(found.title)}** bars {plain(enumerated(barred)) or 'what it names'}"
            else:
                colour = _SEVERITIES.get(provision.severity or "error", "gray")
                says = plain(found.says) if finding["kind"] != "requirement" else plain(found.title)
                line = f":{colour}[:material/warning:] {says}"
            lines[finding["provision"]] = (place, f"{line}  \n:small[{found.line()}]")
    return [line for _, line in sorted(lines.values(), key=lambda placed: placed[0])]


def _barred(visit: Visit, judged: dict[str, Any], provision: Provision) -> list[str]:
    """The titles of the grounds that a broken rule bars: those looked at here, or all of them where none was."""
    known = visit.law.provisions
    barred = barred_by(provision, known, CASCADE)
    looked_at = {finding["provision"] for finding in judged["findings"]}
    here = [id for id in barred if id in looked_at]
    if not here and len(barred) > _NAMED:
        return [f"every ground of {', '.join(_STEPS.get(name, name) for name in provision.bars)}"]
    return list(dict.fromkeys(known[id].title for id in here or barred))


def _weighed(judged: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings that a verdict looks at; duties, laws of the destination and measures stand in places of their own."""
    return [finding for finding in judged["findings"] if finding["kind"] not in _ASIDE]


def _looked_at(visit: Visit, judged: dict[str, Any]) -> None:
    grouped: dict[tuple[str, str], list[str]] = {}
    for finding in _weighed(judged):
        places = grouped.setdefault((finding["outcome"], finding["provision"]), [])
        if finding["country"]:
            places.append(country(visit.words, finding["country"]))
    if not grouped:
        return
    several = len({finding["country"] for finding in judged["findings"]}) > 1
    with st.expander(f"What was looked at ({len(grouped)})", key=f"looked.{judged['regime']}"):
        for (outcome, id), places in sorted(grouped.items(), key=lambda item: _OUTCOMES[item[0][0]][2]):
            found = cite(visit.law, id, visit.law_on)
            icon, word, _ = _OUTCOMES[outcome]
            where = f" ({plain(enumerated(list(dict.fromkeys(places))))})" if several and places else ""
            line = f"{icon} {plain(found.title)}: **{word}**{where}  \n:small[{found.line()}]"
            st.markdown(line, help=plain(found.says) or None)
