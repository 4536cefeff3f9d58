"""Two versions of a list beside each other: what was added, removed and changed, field by field, with the words of both."""

from __future__ import annotations

import math
from html import escape

import streamlit as st

from transfer_register.actions.list_changes import Comparison
from transfer_register.exhibits.style import counted, listed, number
from transfer_register.intake.list_difference import Difference, FieldChange
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import plain
from transfer_register.screens.vendor_change_work import Work
from transfer_register.screens.visit import Visit

# Kind of a difference -> word, colour and icon, in the order in which they are shown.
KINDS = {
    "added": ("Added", "green", "add_circle"), "removed": ("Removed", "red", "do_not_disturb_on"),
    "changed": ("Changed", "blue", "edit"), "reworded": ("Other words", "gray", "match_case"),
}  # fmt: skip
_ON_PAGE, _PROBLEMS = 15, 30


def show_difference(visit: Visit, work: Work, comparison: Comparison) -> None:
    """Draws the sentence, a card a difference, and what the reading could not settle."""
    st.markdown(f"**{plain(sentence(comparison))}.**")
    if work.by_letter:
        st.caption("As you state it from the letter; the lists themselves were not given.")
    else:
        _sides(comparison)
    found = [each for kind in KINDS for each in comparison.of(kind)]
    pages = math.ceil(len(found) / _ON_PAGE)
    key = work.key(f"difference.page.{pages}")
    page = st.session_state.get(key, 1)
    for each in found[(page - 1) * _ON_PAGE : page * _ON_PAGE]:
        _card(visit, each)
    if pages > 1:
        st.pagination(pages, default=page, key=key)


def sentence(comparison: Comparison) -> str:
    """`2 added, 1 removed, 1 changed; 14 as before`."""
    counts = comparison.counts()
    said = {"added": "added", "removed": "removed", "changed": "changed", "reworded": "in other words only"}
    parts = [f"{number(counts[kind])} {word}" for kind, word in said.items() if counts.get(kind)]
    before = f"{number(comparison.unchanged)} as before"
    if not parts:
        return f"The two lists say the same: {before}"
    return f"{listed(parts)}; {before}" if comparison.unchanged else listed(parts)


def _sides(comparison: Comparison) -> None:
    both = (("Until now", comparison.old), ("New", comparison.new))
    lines = [[f"{lead}: {plain(side.title)}, {counted(side.rows, 'row')}.", *map(plain, side.told)] for lead, side in both]
    st.caption("  \n".join(map(" ".join, lines)))
    problems = [(lead, problem) for lead, side in both for problem in side.problems]
    if problems:
        title = f"{counted(len(problems), 'thing')} in the lists to look at"
        with st.expander(title, icon=":material/error:"):
            st.markdown("\n".join(f"- {_where(lead, problem)}{plain(problem.what)}" for lead, problem in problems[:_PROBLEMS]))
            if len(problems) > _PROBLEMS:
                st.caption(f"and {number(len(problems) - _PROBLEMS)} more")


def _where(lead: str, problem: object) -> str:
    parts = [lead.lower() + " list" if lead == "New" else "list until now"]
    parts += [f"line {number(problem.line)}"] if problem.line else []
    parts += [f"“{problem.heading}”"] if problem.heading else []
    return f"**{plain(', '.join(parts).capitalize())}:** "


def badge(kind: str) -> str:
    """What became of a recipient, as a badge."""
    word, colour, icon = KINDS[kind]
    return f":{colour}-badge[:material/{icon}: {word}]"


def name_of(each: Difference) -> str:
    """The recipient with its product, and what it is for, in Markdown."""
    product = f" ({plain(each.product)})" if each.product else ""
    return f"**{plain(each.recipient)}**{product}" + (f" :gray[{plain(each.purpose)}]" if each.purpose else "")


def _card(visit: Visit, each: Difference) -> None:
    with st.container(border=True, gap="xsmall", key=f"vendor_difference_{each.key}"):
        flags = " ".join(f":orange-badge[{plain(visit.words.label('flags', flag))}]" for flag in each.flags)
        st.markdown(f"{badge(each.kind)} {name_of(each)} {flags}")
        if each.kind == "changed":
            st.html(f'<dl class="pairs">{"".join(_field(change) for change in each.fields.values())}</dl>')
        elif each.kind != "reworded" and each.said:
            # What it is for stands beside its name already.
            said = {heading: items for heading, items in each.said.items() if items != (each.purpose,)}
            pairs([(heading, listed(items)) for heading, items in said.items()])
        if each.old_raw or each.new_raw:
            st.html(f'<details class="vendor-words"><summary>In the words of the lists</summary>{_raw(each)}</details>')


def _field(change: FieldChange) -> str:
    """Was and is; in a list of things only what came and what went stands out."""
    if change.no_longer_said:
        said = f"<del>{escape(listed(change.old))}</del> <ins>no longer said</ins>"
    elif set(change.old) & set(change.new):
        kept = [escape(item) for item in change.new if item not in change.added]
        shown = [*(f"<del>{escape(item)}</del>" for item in change.removed), *(f"<ins>{escape(i)}</ins>" for i in change.added)]
        said = f"{' '.join(shown)} <span>beside {', '.join(kept)}</span>"
    else:
        said = f"<del>{escape(listed(change.old)) or '–'}</del> <ins>{escape(listed(change.new)) or '–'}</ins>"
    return f"<dt>{escape(change.heading)}</dt><dd>{said}</dd>"


def _raw(each: Difference) -> str:
    """A row a heading of the file, the old words beside the new ones."""
    headings = list(dict.fromkeys([*each.old_raw, *each.new_raw]))
    lines = (
        f"Until now{_line(each.old_line)}" if each.old_raw else "Not in the list until now",
        f"New{_line(each.new_line)}" if each.new_raw else "Not in the new list",
    )
    head = f"<tr><td></td>{''.join(f'<th scope=col>{escape(line)}</th>' for line in lines)}</tr>"
    rows = "".join(
        f"<tr><th scope=row>{escape(heading)}</th>"
        + "".join(f"<td>{escape(raw.get(heading, '')) or '–'}</td>" for raw in (each.old_raw, each.new_raw))
        + "</tr>"
        for heading in headings
    )
    return f'<table class="vendor-raw">{head}{rows}</table>'


def _line(line: int | None) -> str:
    return f", line {number(line)}" if line else ""
