"""What keeps a journal trustworthy: verifying its chain, the receipt of its head, and backups."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from transfer_register.actions.backup import back_up_beside, last_backups
from transfer_register.actions.verify import verify
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, moment, number
from transfer_register.register.receipt import Receipt, parse_receipt, receipt_of
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit

_VERIFIED, _MADE = "journal.verified", "journal.made"
# Backups that are listed; the older ones stand in the list beside the register.
_MOST = 5
_ELSEWHERE = "It lies on the same disk as the register: download it, and keep it somewhere else."
_WHAT_NOW = (
    "Nothing was changed by looking. Leave the journal as it is, tell whoever answers for it, and compare it with the last "
    "backup and with receipts that were kept elsewhere."
)


def show_actions(visit: Visit) -> str | None:
    """Draws the buttons of the heading, and gives back which one was pressed: `backup` or `verify`."""
    given = _receipt(visit)
    if given:
        st.download_button(
            "Head receipt", given.file(), file_name=f"head-receipt-{given.sequence}.json", mime="application/json",
            on_click="ignore", icon=":material/receipt_long:", key="journal.receipt",
            help="Number, hash and time of the last entry. Kept elsewhere, it shows whether the journal was cut or rewritten.",
        )  # fmt: skip
    backup = st.button("Make a backup", icon=":material/archive:", key="journal.backup")
    checked = st.button("Verify the chain", icon=":material/verified:", key="journal.verify", type="primary")
    return "verify" if checked else "backup" if backup else None


def show_results(visit: Visit, asked: str | None) -> None:
    """Does what was asked for, with progress, and shows what the last verifying and the last backup of this session gave."""
    if asked == "verify":
        _verify(visit, None, "beside")
    if asked == "backup":
        _back_up(visit)
    if found := st.session_state.get(_VERIFIED):
        _found(found)
    if made := st.session_state.get(_MADE):
        _hand_over(made)


def show_kept(visit: Visit) -> None:
    """Draws where the last backups are, and takes a receipt that was kept elsewhere."""
    made = last_backups(visit.register.path)
    label = f"Receipts and backups ({counted(len(made), 'backup')})" if made else "Receipts and backups (no backup yet)"
    with st.expander(label, icon=":material/inventory_2:", key="journal.kept"):
        grid = st.grid(2, min_column_width=330, gap="large")
        with grid.cell():
            st.markdown("##### A receipt that you kept")
            st.caption("Who can write to this disk can rewrite the receipt that lies there. One kept elsewhere they cannot.")
            sent = st.file_uploader("Receipt", type="json", key="journal.upload", label_visibility="collapsed", max_upload_size=1)
            if st.button("Verify against it", key="journal.against", disabled=sent is None, icon=":material/verified:") and sent:
                _against(visit, sent)
        with grid.cell():
            st.markdown("##### The last backups")
            if not made:
                st.markdown("None was made yet. A backup is one file with the whole journal and its evidence.")
            for one in made[:_MOST]:
                _backup_line(one)
            if len(made) > _MOST:
                st.caption(f"and {counted(len(made) - _MOST, 'older one')}")


def _receipt(visit: Visit) -> Receipt | None:
    try:
        return receipt_of(visit.register.journal)
    except TransferRegisterError:
        return None


def _verify(visit: Visit, receipt: Receipt | None, whose: str) -> None:
    st.session_state.pop(_VERIFIED, None)
    bar = st.progress(0.0, "The chain is verified …")
    try:
        found = verify(visit.register.where, receipt, lambda sentence, share: bar.progress(share, f"{sentence} …"))
    except TransferRegisterError as error:
        cannot(error)
        return
    finally:
        bar.empty()
    st.session_state[_VERIFIED] = found | {"whose": whose, "checked": f"{moment(visit.clock())} UTC"}


def _against(visit: Visit, sent: Any) -> None:
    try:
        receipt = parse_receipt(sent.getvalue(), sent.name)
    except TransferRegisterError as error:
        cannot(error)
        return
    _verify(visit, receipt, "yours")
    st.rerun()


def _found(found: dict[str, Any]) -> None:
    """What verifying found: every entry checked, or the first one that does not hold."""
    if not found["ok"]:
        first = f"**The chain breaks at entry {number(found['first_bad'])}:**" if found["first_bad"] else "**Not all holds:**"
        st.error(f"{first} {plain(found['why'].rstrip('.'))}.  \n{_WHAT_NOW}", icon=":material/gpp_bad:")
        return
    whose = {"yours": "the receipt you brought", "beside": "the receipt beside the register"}[found["whose"]]
    against = f" It reaches {whose}, for entry {number(found['receipt'])}." if found["receipt"] is not None else ""
    entries = counted(found["entries"], "entry", "entries")
    st.success(
        f"**{entries} checked, all of them hold**: each is as it was recorded and follows the one before.{against}  \n"
        f":small[Verified {found['checked']}, up to the hash `{found['head']}`]",
        icon=":material/verified:",
    )


def _back_up(visit: Visit) -> None:
    st.session_state.pop(_MADE, None)
    bar = st.progress(0.0, "The backup is made …")
    try:
        made = back_up_beside(
            visit.register.where, at=visit.clock(), tell=lambda sentence, share: bar.progress(share, f"{sentence} …")
        )
    except TransferRegisterError as error:
        cannot(error)
        return
    finally:
        bar.empty()
    st.session_state[_MADE] = made


def _hand_over(made: dict[str, Any]) -> None:
    path = Path(made["path"])
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="backup_made"):
        notes = "".join(f"  \n{plain(note)}" for note in made["notes"])
        says = f"{counted(made['entries'], 'entry', 'entries')}, {made['bytes'] / 1000:,.0f} kB, read back and checked."
        st.markdown(f"**{plain(path.name)}**: {says}  \n:small[{_ELSEWHERE}]{notes}", width="stretch")
        if path.is_file():
            _download(path, "journal.download", primary=True)


def _backup_line(one: dict[str, Any]) -> None:
    path = Path(str(one["path"]))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        at = f"{moment(datetime.fromisoformat(str(one['at'])), seconds=False)} UTC"
        gone = "" if one["there"] else " :orange-badge[:material/help: not there any more]"
        entries = counted(int(one["entries"]), "entry", "entries")
        st.markdown(f"**{at}**, {entries}{gone}  \n:small[{plain(path)}]", width="stretch")
        if one["there"]:
            _download(path, f"journal.last.{one['path']}.{one['at']}")


def _download(path: Path, key: str, *, primary: bool = False) -> None:
    st.download_button(
        "Download" if primary else ":material/download:", path.read_bytes, file_name=path.name, mime="application/zip",
        on_click="ignore", key=key, type="primary" if primary else "tertiary", help="Download this backup",
        icon=":material/download:" if primary else None,
    )  # fmt: skip
