"""Something between a journal and its server that does what networks do: it falls silent, or breaks at a bad moment."""

from __future__ import annotations

import socket
from contextlib import suppress
from enum import Enum, auto
from threading import Event, Thread


class Bad(Enum):
    """What happens to a statement that the proxy was told to look out for."""

    NEVER_ARRIVES = auto()
    """It is lost, and with it the connection, of which the server hears nothing."""
    ANSWER_LOST = auto()
    """It arrives, and the connection is lost before its answer."""
    NO_ANSWER = auto()
    """It arrives, and nobody ever says anything again."""


class Proxy:
    """Forwards from a port of its own to one of 127.0.0.1, until something bad is to happen."""

    def __init__(self, port: int):
        self._target, self._listening = port, socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._word, self._bad = b"", None
        self._open: list[socket.socket] = []
        # Whether a new connection gets through.
        self.refuses = False
        self._then_refuses = False
        Thread(target=self._accept, daemon=True).start()

    def at(self, word: bytes, bad: Bad, then_refuses: bool = False) -> None:
        """The next time that a statement with a word comes by, something bad happens; `then_refuses` lets nobody in after it."""
        self._then_refuses = then_refuses
        self._word, self._bad = word, bad

    def close(self) -> None:
        self._listening.close()
        for each in self._open:
            # Closing alone would not wake the thread that waits for it.
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self.refuses:
                    client.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self._target))
                self._open += [client, server]
                muted = Event()
                Thread(target=self._there, args=(client, server, muted), daemon=True).start()
                Thread(target=self._back, args=(server, client, muted), daemon=True).start()

    def _there(self, client: socket.socket, server: socket.socket, muted: Event) -> None:
        with suppress(OSError):
            while content := client.recv(65536):
                if self._bad and self._word in content:
                    self._happen(client, server, muted, content)
                    return
                server.sendall(content)
            server.shutdown(socket.SHUT_WR)

    def _happen(self, client: socket.socket, server: socket.socket, muted: Event, content: bytes) -> None:
        bad, self._bad = self._bad, None
        muted.set()
        self.refuses = self._then_refuses
        if bad is not Bad.NEVER_ARRIVES:
            server.sendall(content)
        if bad is not Bad.NO_ANSWER:
            client.shutdown(socket.SHUT_RDWR)

    def _back(self, server: socket.socket, client: socket.socket, muted: Event) -> None:
        with suppress(OSError):
            while content := server.recv(65536):
                if not muted.is_set():
                    client.sendall(content)
            client.shutdown(socket.SHUT_RDWR)
