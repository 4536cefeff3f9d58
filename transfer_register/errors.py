"""What can go wrong, in words that a person can act on.

A user's mistake is a value (`Problem`), collected so that all of them are told at once; a file or a call that cannot be
used at all is a `TransferRegisterError`; anything else is a bug and may crash loudly.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where it stands, what it is, and how to mend it."""

    where: str
    what: str
    mend: str = ""

    def __str__(self) -> str:
        sentence = f"{self.where}: {self.what}" if self.where else self.what
        return f"{sentence} {self.mend}".rstrip()


class TransferRegisterError(Exception):
    """Something that the caller can mend; the message says where, what and how, in one line."""


class FileUnreadable(TransferRegisterError):
    """A file is not what it was taken for, or is damaged, empty or protected."""


class Unavailable(TransferRegisterError):
    """The journal cannot be reached or written just now; nothing was written, and what was typed can be saved later."""


class NotLaw(TransferRegisterError):
    """A file of law, vocabulary or assessment breaks the rules of its kind; every problem is listed."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class Cancelled(TransferRegisterError):
    """Somebody stopped what was under way; nothing was written."""


class Stale(TransferRegisterError):
    """Somebody else changed the record since it was opened; nothing was written."""


class Refused(TransferRegisterError):
    """The action is not allowed, or its words do not fit the register; nothing was written."""
