"""Where DuckDB puts what does not fit into memory: a folder for each database, beside the register, gone when it is closed."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

try:
    import fcntl
except ImportError:  # on Windows, where a folder with open files cannot be removed anyhow
    fcntl = None

_PREFIX = "spill-"


class Spill:
    """A folder of one database, locked so that others see that its process lives; `path` is None where none can be made."""

    def __init__(self, beside: Path):
        """Makes the folder in `beside`, and removes those there whose processes have died."""
        self.path: Path | None = None
        self._lock: int | None = None
        with suppress(OSError):
            for left in sorted(beside.glob(f"{_PREFIX}*")):
                _remove_if_left(left)
            self.path = Path(mkdtemp(prefix=_PREFIX, dir=beside))
            self._lock = _locked(self.path)

    @property
    def room(self) -> int:
        """How many megabytes may be spilled: half of the disk's free room, so that the journal always finds some."""
        try:
            return shutil.disk_usage(self.path).free // 2_000_000 if self.path else 0
        except OSError:
            return 0

    def remove(self) -> None:
        if self.path:
            shutil.rmtree(self.path, ignore_errors=True)
            self.path = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _remove_if_left(folder: Path) -> None:
    try:
        lock = _locked(folder)
    except OSError:
        return  # its process lives, or nobody can tell
    shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """Locks a folder until its process ends, however it ends. Raises `OSError` where another has it."""
    if fcntl is None:
        return None
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        raise
    return opened
