"""Loaded by the server under test: writes down every name it looks up and every connection it opens beyond this machine.

Python imports `sitecustomize` by itself when this folder is on PYTHONPATH. Listening and loopback are its work; anything
else goes, one line each, into the file named by NETWORK_LOG, and the test fails on a line.
"""

import os
import sys

_LOG = os.environ.get("NETWORK_LOG")
_HOME = ("127.", "::1", "localhost", "0.0.0.0", "::ffff:127.")


def _note(event: str, arguments: tuple) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(_HOME):
            _write(f"connect {address[0]}:{address[1]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
        if host and not str(host).startswith(_HOME):
            _write(f"look up {host}")


def _write(line: str) -> None:
    with open(_LOG, "a", encoding="utf-8") as log:
        log.write(line + "\n")


if _LOG:
    sys.addaudithook(_note)
