"""One act, one record, one turn, one verdict of a difference, as they are drawn on the screen of changes."""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from transfer_register.exhibits.difference_words import BECAUSE, TURNS, WHATS
from transfer_register.exhibits.differing import Act, Change, Step, Turn, VerdictChange
from transfer_register.exhibits.style import counted, day
from transfer_register.exhibits.two_days import TwoDays
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.plain import plain
from transfer_register.screens.verdicts import badge
from transfer_register.screens.visit import Visit

_LOOKS = {
    "added": ("green", "add_circle"), "changed": ("blue", "edit"), "ended": ("red", "do_not_disturb_on"),
    "as_before": ("gray", "undo"), "came_into_force": ("green", "play_arrow"), "went_out_of_force": ("orange", "event_busy"),
}  # fmt: skip
_WHY = {"law": ("violet", "gavel"), "record": ("blue", "edit"), "both": ("violet", "gavel"), "time": ("orange", "schedule")}
# What is told of a record that is new, which has all its fields to tell.
_TELLING = ("country", "kind", "purposes", "data_categories", "places", "mechanisms", "valid_from")
# So many fields are told of one record.
_MOST = 14


def act_card(visit: Visit, act: Act, *, whole: bool = False) -> None:
    """One act with its first records, or those of a page of it when it is looked at as a `whole`."""
    single = not act.batch and act.records == 1
    with st.container(border=True, gap="xsmall", key=f"changes_act_{act.id}"):
        if not single:
            title = plain(act.title) if act.title else counted(act.records, "record")
            name = f" `{act.batch}`" if act.batch else ""
            badges = " ".join(_badge(what, f"{count:,} {WHATS[what].lower()}") for what, count in act.counts.items())
            st.markdown(f"**{title}**{name} {badges}  \n:small[{_who(act.at, act.actor, act.why)}]")
        for change in act.changes:
            _record(visit, change, f"{act.id}.{change.record}.{change.steps[0].at.timestamp()}")
        if single:
            st.markdown(f":small[{_who(act.at, act.actor, act.why)}]")
        more = sum(act.counts.values()) - len(act.changes)
        if more and not whole:
            st.button(
                f"{counted(more, 'more change')} of this act", key=f"changes.act.{act.id}", type="tertiary",
                icon=":material/expand_more:", on_click=address.say, args=("act", act.id),
            )  # fmt: skip


def record_card(visit: Visit, change: Change) -> None:
    """One record: what it was and is, and every step from the one to the other."""
    with st.container(border=True, gap="xsmall", key=f"changes_record_{change.record}"):
        _record(visit, change, change.record)
        lines = [f":small[{_did(change, step)} {_who(step.at, step.actor, step.why)}{_with(step)}]" for step in change.steps]
        st.markdown("  \n".join(lines))


def turn_line(visit: Visit, turn: Turn) -> None:
    """One record that came into force, or went out of it, and who had set the day."""
    with _line(f"{turn.what}_{turn.record}"):
        _open(visit, turn.record, turn.kind, turn.title, f"turn.{turn.what}.{turn.record}")
        said = f"set {day(turn.recorded_at.date())} by {plain(turn.actor)}"
        st.markdown(f"{_badge(turn.what, TURNS[turn.what])} {plain(turn.title)} :small[:gray[{said}]]", width="stretch")


def verdict_card(visit: Visit, each: VerdictChange, days: TwoDays) -> None:
    """What a regime said of a transfer on the first day and says on the second, with the ground of each, and why."""
    colour, icon = _WHY[each.because]
    regime = plain(visit.words.label("regimes", each.regime))
    with st.container(border=True, gap="xsmall", key=f"changes_verdict_{each.transfer}_{each.regime}"):
        with _line(f"{each.transfer}_{each.regime}"):
            _open(visit, each.transfer, "transfer", each.title, f"verdict.{each.transfer}.{each.regime}")
            st.markdown(
                f"**{plain(each.title)}** :gray-badge[{regime}] :{colour}-badge[:material/{icon}: {BECAUSE[each.because]}]",
                width="stretch",
            )
        was, now = (
            _verdict(visit, verdict, ground) for verdict, ground in ((each.was, each.ground_was), (each.now, each.ground_now))
        )
        st.markdown(
            f":small[:gray[{day(days.first)}]] {was}  \n:small[:gray[{day(days.last)}]] {now}",
        )


def _verdict(visit: Visit, verdict: str | None, ground: str | None) -> str:
    if verdict is None:
        return "The regime did not bind it."
    return badge(visit.words, verdict) + (f" {plain(visit.titles.get(ground, ground))}" if ground else "")


def _record(visit: Visit, change: Change, key: str) -> None:
    with _line(key):
        _open(visit, change.record, change.kind, change.title, key)
        st.markdown(f"{_badge(change.what, WHATS[change.what])} {plain(change.title)}", width="stretch")
    if change.what == "changed":
        _fields(change)
    elif change.what == "added":
        told = [f"{plain(each.heading)}: {plain(each.now)}" for each in change.fields if each.field in _TELLING]
        if told:
            st.markdown(f":small[:gray[{'; '.join(told)}]]")


def _line(key: str) -> DeltaGenerator:
    """Reference and words on one line, also where the page is narrow."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"changes_line_{key}")


def _fields(change: Change) -> None:
    rows = "".join(
        f"<dt>{escape(each.heading)}</dt><dd><del>{escape(each.was)}</del> <ins>{escape(each.now)}</ins></dd>"
        for each in change.fields[:_MOST]
    )
    if len(change.fields) > _MOST:
        rows += f"<dt></dt><dd>and {counted(len(change.fields) - _MOST, 'more field')}</dd>"
    st.html(f'<dl class="pairs">{rows}</dl>' if rows else "Nothing that is shown changed.")


def _open(visit: Visit, record: str, kind: str, title: str, key: str) -> None:
    """The way to the record: a transfer in the register, the transfers of a party; the setting has no place of its own."""
    if kind == "setting":
        return
    if st.button(f"`{record}`", key=f"changes.open.{key}", type="tertiary", help="Open in the register"):
        chosen = address.link(Filter(), id=record) if kind == "transfer" else address.link(Filter(search=title))
        st.switch_page(visit.pages["register"], query_params=chosen)


def _badge(what: str, said: str) -> str:
    colour, icon = _LOOKS[what]
    return f":{colour}-badge[:material/{icon}: {said}]"


def _who(at: datetime, actor: str, why: str | None) -> str:
    reason = f". Reason: {plain(why)}" if why else ", without a reason"
    return f":gray[{day(at.date())}, {at:%H:%M} UTC, {plain(actor)}]{reason}"


def _did(change: Change, step: Step) -> str:
    return f"{WHATS[step.what]}:" if len(change.steps) > 1 else ""


def _with(step: Step) -> str:
    return f" `{step.batch}`" if step.batch else ""
