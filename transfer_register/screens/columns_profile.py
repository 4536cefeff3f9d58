"""As which profile a list is known: to choose another one, to keep, update, rename or forget one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from transfer_register.actions import profiles
from transfer_register.actions.profiles import Kept
from transfer_register.actions.take_in import Preview
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, short_day
from transfer_register.intake.bring_in import MappedTable
from transfer_register.intake.heading_words import labels
from transfer_register.intake.recognise import Recognised, heading_key
from transfer_register.model.profile import Profile
from transfer_register.screens.columns_said import all_rows_said, all_rows_words
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.preview_reading import forget_reading
from transfer_register.screens.visit import Visit

_MOST_CHANGES = 8


def chosen_profile(visit: Visit, file: str) -> str | None:
    """What was said of the profile of a file (`Options.profile`); one that was ended since is no longer asked for."""
    chosen = st.session_state.get(_key(file))
    return chosen if not chosen or any(each.id == chosen for each in profiles.kept(visit.register)) else None


def show_profile(
    visit: Visit, preview: Preview, table: MappedTable, file: str, place: int, *, alone: bool, current: bool
) -> None:
    """Draws the line of one table, at `place` on the page: as what it is known, what differs, what can be done about it."""
    now = profiles.of_table("-", table)
    found = next((each for each in preview.profile if set(each.headings) == set(now.headings)), None)
    there = profiles.kept(visit.register)
    used = next((each for each in there if found and found.used and each.id == found.used.id), None)
    where = f"{file}.{place}"
    if found and found.asks:
        _ask(found, file, where)
        return
    if used is None and "recipient" not in now.fields.values() and not (there and alone):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"intake.profile.line.{where}"):
        named = next((each.profile.name for each in there if each.id == preview.options.profile), None)
        st.markdown(_known(found, used, table, named, alone=alone, refused=preview.options.profile == ""), width="stretch")
        if used and found:
            changed = _changed(found, now)
            if changed:
                _keep_popover(visit, preview, table, file, where, used, changed, current=current)
            _change_popover(visit, there, used, file, where)
            _forget_popover(visit, used, file, where)
        else:
            if there:
                _change_popover(visit, there, None, file, where)
            if "recipient" in now.fields.values():
                _keep_popover(visit, preview, table, file, where, None, [], current=current)
    for sentence in found.told()[1:] if found else []:
        st.caption(plain(sentence))


def _known(
    found: Recognised | None, used: Kept | None, table: MappedTable, named: str | None, *, alone: bool, refused: bool
) -> str:  # fmt: skip
    """As what a table is known; `named` is the profile that was chosen for the file, `refused` tells that none was wanted."""
    title = "" if alone or not table.title else f"{plain(table.title)}: "
    if used is None or found is None or found.used is None:
        said = "read by guesses, without a profile" if refused else "not known as a kind of file yet"
        said = f"none of its headings stands in the profile “{plain(named)}”" if named else said
        return f":gray[:material/bookmark_border: {title}{said if title else said[:1].upper() + said[1:]}]"
    name, fit = f"**{plain(used.profile.name)}**", found.used
    kept = f":gray[:small[kept by {plain(used.by)} on {short_day(used.at.date())}]]"
    if fit.sure:
        count = counted(len(fit.profile.headings), "heading")
        return f":green[:material/bookmark_added:] {title}Known as {name}: the same {count}. {kept}"
    said = "Read by the profile" if found.chosen else "Nearly"
    return f":orange[:material/bookmark:] {title}{said} {name}: {plain(fit.differs())}. {kept}"


def _ask(found: Recognised, file: str, where: str) -> None:
    with st.container(border=True, key=f"intake.profile.ask.{where}"):
        st.markdown(f":orange[:material/help:] {plain(found.told()[0])}")
        with st.container(horizontal=True):
            for fit in found.asks:
                st.button(
                    plain(fit.profile.name), key=f"intake.profile.is.{where}.{fit.id}", on_click=_choose, args=(file, fit.id)
                )
            st.button("None of them", key=f"intake.profile.is.{where}.none", on_click=_choose, args=(file, ""), type="tertiary")


def _changed(found: Recognised, now: Profile) -> list[str]:
    """What the profile would learn, a line a column."""
    words, lines = labels(), []
    for heading, field in now.fields.items():
        before = found.fields.get(heading)
        if before != field:
            was = "new" if before is None else words.get(before, "text only")
            lines.append(f"{plain(heading)}: {was} → {words.get(field, 'text only')}")
    missing = found.used.missing if found.used else ()
    return lines + [f"{plain(heading)}: no longer there" for heading in missing]


def _keep_popover(
    visit: Visit, preview: Preview, table: MappedTable, file: str, where: str, used: Kept | None, changed: list[str], *,
    current: bool,
) -> None:  # fmt: skip
    label, icon = ("Update the profile", ":material/update:") if used else ("Keep as profile", ":material/bookmark_add:")
    with st.popover(label, icon=icon, key=f"intake.profile.keep.{where}", disabled=not current):
        if used:
            more = [f"and {len(changed) - _MOST_CHANGES} more"] if len(changed) > _MOST_CHANGES else []
            st.markdown("\n".join(f"- {line}" for line in [*changed[:_MOST_CHANGES], *more]))
            name = used.profile.name
        else:
            st.caption("The next file with these headings is then read in the same way.")
            name = st.text_input(
                "Name", value=_name_of(table, preview.read.file), max_chars=profiles.LONGEST,
                key=f"intake.profile.name.{where}",
            )  # fmt: skip
            if (same := _of_name(visit, name)) is not None:
                st.caption(f"“{plain(same.profile.name)}” is kept already; it becomes version {same.version + 1} of it.")
        before = {each: getattr(used.profile, each) for each in profiles.OF_ALL_ROWS} if used else {}
        said = all_rows_said(visit)
        with_rows = bool(said) and any(before.get(each) != value for each, value in said.items()) and st.checkbox(
            f"With what holds for every row: {all_rows_words(visit, said)}", value=not used, key=f"intake.profile.rows.{where}"
        )  # fmt: skip
        if st.button("Update" if used else "Keep", type="primary", key=f"intake.profile.save.{where}"):
            _keep(visit, profiles.of_table(name, table, before | (said if with_rows else {})), used, file)


def _keep(visit: Visit, profile: Profile, used: Kept | None, file: str) -> None:
    try:
        version = used.version if used else None
        id = profiles.keep(visit.register, profile, actor=visit.actor, at=visit.clock(), version=version)
    except TransferRegisterError as error:
        cannot(error)
        return
    st.session_state[_key(file)] = id
    # What was said stands in the profile now; what was said of other tables stays.
    said = st.session_state.get(f"intake.mapping.{file}") or {}
    st.session_state[f"intake.mapping.{file}"] = {
        heading: field for heading, field in said.items() if profile.fields.get(heading) != field
    } or None
    forget_reading()
    st.toast(f"Kept as “{plain(profile.name)}”.", icon=":material/bookmark_added:")
    st.rerun()


def _change_popover(visit: Visit, there: list[Kept], used: Kept | None, file: str, where: str) -> None:
    with st.popover("Change" if used else "Use a profile", key=f"intake.profile.change.{where}"):
        names = {each.id: each.profile.name for each in there}
        options = ["", *names]
        widget = f"intake.profile.other.{where}.{used.id if used else ''}"
        st.selectbox(
            "Read this file by", options, index=options.index(used.id) if used else 0, key=widget,
            format_func=lambda id: names.get(id, "Guesses, without a profile"), on_change=_choose_from, args=(file, widget),
        )  # fmt: skip
        if used:
            name = st.text_input(
                "Name of the profile", value=used.profile.name, max_chars=profiles.LONGEST,
                key=f"intake.profile.rename.{where}.{used.id}.{used.version}",
            )  # fmt: skip
            if st.button("Rename", key=f"intake.profile.renamed.{where}", disabled=name == used.profile.name):
                _act(lambda: profiles.rename(visit.register, used.id, name, actor=visit.actor, at=visit.clock()))


def _forget_popover(visit: Visit, used: Kept, file: str, where: str) -> None:
    with st.popover("Forget", key=f"intake.profile.forget.{where}"):
        st.markdown(
            f"Files of this kind will be read by guesses again. The past of “{plain(used.profile.name)}” stays in the journal."
        )
        if st.button("Forget the profile", type="primary", key=f"intake.profile.forgotten.{where}"):
            st.session_state.pop(_key(file), None)
            _act(lambda: profiles.end(visit.register, used.id, actor=visit.actor, at=visit.clock(), version=used.version))


def _act(act: Any) -> None:
    try:
        act()
    except TransferRegisterError as error:
        cannot(error)
        return
    forget_reading()
    st.rerun()


def _choose(file: str, id: str) -> None:
    st.session_state[_key(file)] = id


def _choose_from(file: str, widget: str) -> None:
    chosen = st.session_state.get(widget)
    if chosen is not None:
        _choose(file, chosen)


def _of_name(visit: Visit, name: str) -> Kept | None:
    return next((each for each in profiles.kept(visit.register) if heading_key(each.profile.name) == heading_key(name)), None)


def _name_of(table: MappedTable, file: str) -> str:
    return (table.title or Path(file).stem.replace("_", " ").strip())[: profiles.LONGEST]


def _key(file: str) -> str:
    return f"intake.profile.{file}"
