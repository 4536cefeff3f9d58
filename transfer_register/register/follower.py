"""Following a journal that others write to from other machines: what they record is in the projection within a second."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from transfer_register.errors import TransferRegisterError, Unavailable

if TYPE_CHECKING:
    from transfer_register.register.register import Register

# How long to wait for news before looking by oneself; how long until a server that is away is tried again; and until a
# journal that cannot be followed, since it is damaged, is looked at again.
LOOK_SECONDS, AWAY_SECONDS, DAMAGED_SECONDS = 1.0, 1.0, 60.0


@runtime_checkable
class Heard(Protocol):
    """A journal that tells when somebody wrote."""

    def wait(self, after: int, seconds: float) -> bool:
        """Waits until the journal ends at another entry than `after`, and tells whether it does; `seconds` at most."""


class Follower:
    """A thread of the background that follows for one register, until it is stopped."""

    def __init__(self, register: Register, journal: Heard):
        self._register, self._journal, self._stopped = register, journal, Event()
        self._thread = Thread(target=self._run, name="follower", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends it; the wait that may be under way ends when the journal is closed."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def _run(self) -> None:
        while not self.stopped:
            try:
                news = self._journal.wait(self._register.known(None), LOOK_SECONDS)
                if (news or self._register.away) and not self.stopped:
                    self._register.catch_up()
            except Unavailable as error:
                if not self.stopped:
                    self._register.away = str(error)
                self._stopped.wait(AWAY_SECONDS)
            except TransferRegisterError:
                # A damaged journal is told to whoever asks next, and not looked through every second.
                self._stopped.wait(DAMAGED_SECONDS)
