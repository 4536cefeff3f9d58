"""The backups that were made of a register, and the way back to the last of them for whoever finds its journal damaged."""

from __future__ import annotations

import shlex
from pathlib import Path

import orjson

# The list beside a register: `[{path, at, entries, head}]`, newest last. `at` is UTC text, `head` hex SHA-256.
NOTES = "backups.json"


def backups(folder: Path) -> list[dict[str, str | int]]:
    """The backups that were made of a register: `[{path, at, entries, head}]`, newest last. An unreadable list is empty."""
    try:
        noted = orjson.loads((folder / NOTES).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return []
    if not isinstance(noted, list):
        return []
    return [one for one in noted if isinstance(one, dict) and {"path", "at", "entries", "head"} <= one.keys()]


def way_back(folder: Path, otherwise: str = "Put a backup in its place.") -> str:
    """A sentence that says how to go on where the journal in a folder is no good: by its last backup, if one is known of."""
    made = backups(folder)
    if not made:
        return otherwise
    # One that was carried to another place is named all the same, where there is no other.
    last = next((one for one in reversed(made) if Path(str(one["path"])).exists()), made[-1])
    path = str(last["path"])
    return (
        f"The last backup of {str(last['at'])[:10]} is {path}: restore it into a new folder with "
        f"`python -m transfer_register --register NEW restore {shlex.quote(path)}`."
    )
