"""The address of a PostgreSQL: what libpq makes of it, how sentences name it, and which database it is."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import Conninfo

from transfer_register.errors import Refused

# What holds unless the address or the environment says otherwise. A server that fell silent is noticed by the network as
# well: by both ends, after some 20 seconds.
CONNECT_SECONDS = 5
_UNLESS_SAID = {
    "connect_timeout": str(CONNECT_SECONDS),
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "2",
    "tcp_user_timeout": "20000",
}


@dataclass(frozen=True)
class PostgresAddress:
    """An address taken apart. `parameters` are libpq's, the password among them; the rest is for sentences."""

    parameters: dict[str, str]
    name: str
    """The address without its password, and without what only concerns the connection."""
    database: str
    """Which database it is, whoever signs in: `host:port/name`."""

    @property
    def server(self) -> str:
        """Host and port, for a sentence."""
        host, port = self.parameters.get("host", ""), self.parameters.get("port", "5432")
        if not host or _is_socket(host):
            return f"the socket {host or 'of this machine'}, port {port}"
        return f"{host}, port {port}"

    @property
    def user(self) -> str:
        return self.parameters["user"]

    @property
    def database_name(self) -> str:
        return self.parameters["dbname"]


def read_address(url: str) -> PostgresAddress:
    """Takes an address apart; what it leaves open comes from the environment (PGHOST, PGPASSWORD, ...), as with any client.

    Raises `Refused` for what is no address.
    """
    try:
        said = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError:
        # The reason that libpq gives may hold a piece of the password.
        raise Refused(
            "postgresql://...: this address of a PostgreSQL cannot be read. Write postgresql://user:password@host:5432/database, "
            "with % and two digits for a character of another meaning."
        ) from None
    given = {option.keyword.decode(): option.val.decode() for option in Conninfo.get_defaults() if option.val is not None}
    found = given | said
    parameters = said | {name: value for name, value in _UNLESS_SAID.items() if name not in found}
    parameters["user"], parameters["dbname"] = found["user"], found.get("dbname") or found["user"]
    parameters["client_encoding"] = "UTF8"
    parameters.setdefault("fallback_application_name", "transfer register")
    host, port, name = found.get("host", ""), found.get("port", "5432"), parameters["dbname"]
    if host:
        parameters["host"] = host
    parameters["port"] = port
    return PostgresAddress(parameters, _name(said, host, port, name), f"{host}:{port}/{name}")


def _name(said: dict[str, str], host: str, port: str, name: str) -> str:
    user = f"{quote(said['user'], safe='')}@" if "user" in said else ""
    if not host or _is_socket(host):
        where = "&".join([*([f"host={host}"] if host else []), *([f"port={port}"] if port != "5432" else [])])
        return f"postgresql://{user}/{quote(name, safe='')}{'?' if where else ''}{where}"
    ports = port.split(",")
    hosts = host.split(",")
    places = [
        (f"[{each}]" if ":" in each else each) + (f":{ports[place]}" if len(ports) == len(hosts) else f":{port}")
        for place, each in enumerate(hosts)
    ]
    return f"postgresql://{user}{','.join(places)}/{quote(name, safe='')}"


def _is_socket(host: str) -> bool:
    return host.startswith(("/", "@"))
