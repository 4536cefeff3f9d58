"""A register with a small law and a small kit; SQLite and DuckDB are the real ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from transfer_register.assessment.kit import Kits, read_kits
from transfer_register.law.in_force import Library
from transfer_register.law.library import read_library
from transfer_register.model.vocabulary import Words, read_words
from transfer_register.register.register import Register

HERE = Path(__file__).parent
AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
DAY = date(2026, 6, 1)

Opens = Callable[..., Register]


@pytest.fixture(scope="session")
def words() -> Words:
    return read_words(HERE.parents[1] / "data" / "vocabulary")


@pytest.fixture(scope="session")
def law(words: Words) -> Library:
    return read_library(HERE / "small_law", words)


@pytest.fixture(scope="session")
def kits(words: Words) -> Kits:
    return read_kits(HERE / "small_kits", words)


@pytest.fixture(scope="session")
def _pristine(tmp_path_factory: pytest.TempPathFactory, law: Library, kits: Kits, words: Words) -> Path:
    """A register in which nothing was recorded, closed: its copies open without making their tables."""
    folder = tmp_path_factory.mktemp("pristine") / "register"
    Register.open(folder, law, kits, words).close()
    return folder


@pytest.fixture
def opens(tmp_path: Path, _pristine: Path, law: Library, kits: Kits, words: Words) -> Iterator[Opens]:
    """Opens the register of this test, or another one; a second one beside the first works in memory."""
    opened: list[Register] = []

    def open_register(path: Path | None = None) -> Register:
        if path is None and not (tmp_path / "register").exists():
            shutil.copytree(_pristine, tmp_path / "register")
        opened.append(Register.open(path or tmp_path / "register", law, kits, words))
        return opened[-1]

    yield open_register
    for register in opened:
        register.close()


@pytest.fixture
def register(opens: Opens) -> Register:
    return opens()


def party(name: str, country: str | None = None, **more: object) -> dict:
    return {"name": name, "country": country, **more}


def record(register: Register, kind: str, state: dict, at: datetime = AT) -> str:
    with register.batch("Ada", at) as writing:
        return writing.new(kind, state)


def pair(register: Register, importer: dict | None = None) -> tuple[str, str]:
    """An exporter in Germany and a recipient in the United States, unless told otherwise."""
    with register.batch("Ada", AT) as writing:
        return writing.new("party", party("Sender", "DE")), writing.new("party", importer or party("Receiver", "US"))


def transfer(register: Register, importer: dict | None = None, **more: object) -> str:
    """A transfer between a pair of its own."""
    with register.batch("Ada", AT) as writing:
        sender = writing.new("party", party("Sender", "DE"))
        receiver = writing.new("party", importer or party("Receiver", "US"))
        return writing.new("transfer", {"exporter": sender, "importer": receiver, **more})


def seen(register: Register, id: str, on: date = DAY, **more: object) -> dict:
    """The row of one transfer in the sight of a day."""
    [row] = register.ask(
        "SELECT * FROM transfers_on($sight) WHERE id = $id", {"sight": register.sight(on, **more), "id": id}
    ).dicts()
    return row


def facts(register: Register, id: str, on: date = DAY) -> dict[str | None, dict[str, object]]:
    """Country of a leg -> its known facts."""
    import orjson

    answer = register.ask(
        "SELECT country, fact, value FROM facts_on($sight) WHERE transfer = $id", {"sight": register.sight(on), "id": id}
    )
    found: dict[str | None, dict[str, object]] = {}
    for country, fact, value in answer.rows:
        found.setdefault(country, {})[fact] = orjson.loads(value)
    return found
