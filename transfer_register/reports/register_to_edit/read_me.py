"""The words of the first sheet: what this is, of which day, how to edit it and how to bring it back."""

from __future__ import annotations

from transfer_register.intake.own_columns import EXACT, IDS
from transfer_register.reports import wording
from transfer_register.reports.making import Making
from transfer_register.reports.register_to_edit.taking import Taken


def read_me(taken: Taken, organisation: str, making: Making) -> list[tuple[str, str]]:
    """(heading, words) a row; the first is the title."""
    many = f"{wording.count(taken.transfers.many)} transfers and {wording.count(taken.parties.many)} parties"
    return [
        ("", ""),
        ("Organisation", organisation),
        ("What it holds", f"{many}: {taken.scope}."),
        ("Made", f"{wording.day(making.at.date())}, from journal entry {wording.count(making.journal_entry)}"),
        ("Hash of that entry", making.journal_hash or "nothing is recorded yet"),
        (
            "Change something",
            "Change the cell. Only cells that you changed are taken over. Empty a cell to say that it is not known.",
        ),
        (
            "Several in one cell",
            "Part terms with a semicolon. Places, mechanisms, identifiers and answers stand one a line (Alt and Enter). The "
            "sheet Choices lists the words that are known, and what can be answered.",
        ),
        ("No mechanism", "An empty cell says that it is not known. Write none to say that there is none."),
        (
            "Add a transfer or a party",
            f"Write it below the last row, or copy a row and empty its {IDS['transfer']} or {IDS['party']}. Exporter and "
            "recipient are named by their names; a name that is not known becomes a new party.",
        ),
        (
            "Leave something out",
            "A row that is deleted changes nothing: nothing is ended because it is not there. End a transfer in the register.",
        ),
        (
            "What must stay",
            f"The headings, the IDs and the columns “{EXACT}”, which are folded away at the right. They bring back what no cell "
            "shows. Sort whole rows only. Columns of your own are not read.",
        ),
        (
            "Bring it back",
            "Open Intake, choose this file and look at the preview: it tells every cell that would change. Nothing is written "
            "before you confirm. If somebody changed the same field in the register meanwhile, both values are named and the row "
            "waits.",
        ),
        (
            "CSV",
            "In CSV files an apostrophe stands before words that a spreadsheet would take for a formula, a number or a day. "
            "Leave it there; it is taken away on the way back.",
        ),
    ]  # fmt: skip
