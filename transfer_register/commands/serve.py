"""`serve`: the browser app, on 127.0.0.1 unless told otherwise."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from transfer_register.actions.opening import PROJECT
from transfer_register.commands.call import Answered, Call
from transfer_register.register.place import is_server, shown_place

FIRST_PORT, TRIED_PORTS = 8501, 50
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("serve", parents=[shared], help="the browser app")
    parser.add_argument("--address", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, help=f"the port (default: the first free one from {FIRST_PORT})")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Serves until it is stopped; the register is opened by the app itself."""
    address = call.words.address
    port = call.words.port or free_port(address)
    shown = "127.0.0.1" if address in ("0.0.0.0", "::") else address
    print(f"Transfer Register on http://{shown}:{port}  (register: {shown_place(call.path)}; stop with Ctrl+C)", flush=True)
    if address not in LOOPBACK:
        print("Everyone who reaches this address can read and change the register: there is no sign-in yet.", flush=True)
    environment = {**os.environ, "TRANSFER_REGISTER": call.path if is_server(call.path) else os.path.abspath(call.path)}
    command = [
        sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"),
        f"--server.port={port}", f"--server.address={address}", f"--browser.serverAddress={shown}",
    ]  # fmt: skip
    if address not in LOOPBACK:
        # Who opens it to others reaches it under a name of theirs; named hosts are then the proxy's work.
        command.append("--server.allowedHosts=*")
    if os.name == "posix":
        # The server takes this process over, so that whoever stops or signals the command reaches the server itself.
        os.chdir(PROJECT)
        os.execve(sys.executable, command, environment)
    try:
        return Answered(status=subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode)
    except KeyboardInterrupt:
        return Answered(lines=["Stopped."])


def free_port(address: str) -> int:
    """The first port from 8501 on which nobody listens."""
    for port in range(FIRST_PORT, FIRST_PORT + TRIED_PORTS):
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            try:
                probe.bind((address, port))
            except OSError:
                continue
            return port
    return FIRST_PORT
