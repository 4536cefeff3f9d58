"""Asks one exhibit: the question in <name>.sql, put to the register for one sight and one filter.

An exhibit is two files of this folder. `<name>.sql` is one SELECT whose first comment line is its title and whose further
comment lines describe it; it takes what `MORE` of `<name>.py` names with its usual value and, unless it compares moments of
the journal, `$sight` and `$filter`.
`<name>.py` draws the answer: `draw(answer, words, ...)` for a screen and, where a document shows a figure,
`svg(answer, words, ...)`. To add an exhibit, add the two files.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from transfer_register.model.filter import Filter

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer
    from transfer_register.register.register import Register

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Head:
    """What an exhibit is called and what it shows, as its SQL file says."""

    name: str
    title: str
    description: str


def names() -> tuple[str, ...]:
    """Every exhibit of this folder."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.sql")))


def drawing(name: str) -> ModuleType:
    """The module that draws an exhibit; it has `draw`, and may have `svg`, `picked` and `MORE`."""
    if name not in names():
        raise KeyError(f"there is no exhibit {name!r}; there are {', '.join(names())}")
    return import_module(f"transfer_register.exhibits.{name}")


@cache
def sql(name: str) -> str:
    """The question as it stands in the file."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@cache
def head(name: str) -> Head:
    """Title and description of an exhibit."""
    lines = []
    for line in sql(name).splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return Head(name, lines[0], " ".join(lines[1:]))


def ask(register: Register, name: str, sight: int, filter: Filter | None = None, **more: object) -> Answer:
    """The answer of one exhibit. `more` overrides what the exhibit's `MORE` sets; a name it does not have is a bug.

    `register` needs only `ask(sql, parameters)`; the parameters travel with the answer, so `draw` and `picked` know them.
    """
    module = drawing(name)
    usual = getattr(module, "MORE", {})
    if unknown := more.keys() - usual.keys():
        raise TypeError(f"the exhibit {name} takes no {', '.join(sorted(unknown))}")
    given = getattr(module, "parameters", dict)(usual | more)
    text = sql(name)
    view = {"sight": sight, "filter": (filter or Filter()).json()}
    return register.ask(text, {key: value for key, value in view.items() if f"${key}" in text} | given)


def identity(answer: Answer) -> str:
    """A text that is another one for another answer: for the key of a chart that keeps what was chosen in it by place."""
    return blake2b(repr((answer.parameters, answer.rows)).encode(), digest_size=8).hexdigest()
