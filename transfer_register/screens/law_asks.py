"""What a provision asks, in words: when it speaks, what meets it, what it bars, what it threatens or answers."""

from __future__ import annotations

import streamlit as st

from transfer_register.exhibits import law_words
from transfer_register.exhibits.style import listed
from transfer_register.law.condition import ALWAYS, NEVER, Condition
from transfer_register.law.kinds import barred_by
from transfer_register.law.law_file import CASCADE
from transfer_register.law.provision import Provision, ProvisionKind, Version
from transfer_register.screens.law_filter import place_name
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.visit import Visit

# Destinations and grounds that are named; the others are counted.
_MOST = 8


def show_conditions(visit: Visit, provision: Provision, version: Version) -> None:
    """When a wording speaks, and what it asks."""
    applies: list[str] = []
    if provision.destinations:
        named = [place_name(visit.words, code) for code in provision.destinations]
        applies.append(f"- Destination: {plain(listed(named, most=_MOST))}")
    if provision.tools:
        named = [visit.words.label("transfer_tools", tool) for tool in provision.tools]
        applies.append(f"- Recorded as a mechanism: {plain(enumerated(named, 'or'))}")
    if provision.applies_if != ALWAYS:
        applies += _bullets(visit, provision.applies_if)
    if applies:
        st.markdown("##### When it speaks\n" + "\n".join(applies))
    heading = {
        "duty": "What shows that it is done", "exposure": "When it reaches the recipient",
        "measure": "What must be stated for it", "binding": "Whom it binds", "scope": "What takes a transfer out",
    }.get(str(provision.kind), "What it asks")  # fmt: skip
    st.markdown(f"##### {heading}\n" + _asked(visit, provision, version.requires))
    if provision.kind is ProvisionKind.DUTY:
        shown = [("Owed to", version.owed_to or ""), ("When", law_words.WHEN.get(version.when or "", ""))]
        if version.due:
            shown.append(("By", law_words.due(version.due)))
        pairs(shown)
    if provision.legal_review:
        st.caption("Whether it is met is a question for counsel.")


def _asked(visit: Visit, provision: Provision, requires: Condition) -> str:
    if requires == ALWAYS:
        return "Nothing more." if provision.kind is not ProvisionKind.EXPOSURE else "It reaches everybody there."
    if requires == NEVER:
        return "Nothing can meet it: where it applies, it is shown."
    return "\n".join(_bullets(visit, requires))


def _bullets(visit: Visit, stated: Condition) -> list[str]:
    lines = law_words.condition(stated, visit.words, visit.law.groups, visit.law_on)
    return [f"{'    ' * line.depth}- {plain(line.text)}" for line in lines]


def show_bars(visit: Visit, provision: Provision) -> None:
    """Which grounds a broken rule takes away; and, of a ground, which rules can take it away."""
    provisions = visit.law.provisions
    barred = barred_by(provision, provisions, CASCADE)
    if barred:
        named = [plain(law_words.name(provisions[id], visit.words)) for id in barred]
        more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
        st.markdown(f"**Where it is broken, these cannot carry:** {', '.join(named[:_MOST])}{more}.")
    if provision.kind is ProvisionKind.GROUND:
        by = [p for p in provisions.values() if p.bars and provision.id in barred_by(p, provisions, CASCADE)]
        if by:
            st.markdown("**Barred where one of these is broken:** " + "; ".join(plain(p.title) for p in by) + ".")


def show_measure(visit: Visit, provision: Provision) -> None:
    """Which threats a law raises or a measure answers, and what the measure can do."""
    shown: list[tuple[str, str | list[str]]] = []
    if provision.threats:
        shown.append(("Answers" if provision.measure else "Raises", _threats(visit, provision)))
    if provision.measure:
        measure = provision.measure
        shown += [
            ("Kind", measure.category.capitalize()),
            ("What it can do", _sentence(measure.weight)),
            ("How far", _sentence(measure.effectiveness)),
            ("Only where", list(measure.conditions)),
        ]
    if provision.role == "mitigating":
        shown.append(("Role", "It limits what authorities may do"))
    if shown:
        pairs(shown)


def _sentence(term: str) -> str:
    return term.replace("_", " ").capitalize()


def _threats(visit: Visit, provision: Provision) -> list[str]:
    known = visit.words.lists.get("threats", {})
    return [known[threat].label if threat in known else threat for threat in provision.threats]
