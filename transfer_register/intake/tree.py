"""A tree of structured text as it stands: every scalar is its raw text, every part knows its line, no key is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# Beyond these a file is no list of recipients, or was made to exhaust whoever reads it.
MOST_PARTS = 500_000
MOST_LEVELS = 60


@dataclass(frozen=True, eq=False)
class Node:
    """One part: a scalar (`text`), a list (`items`) or a map (`pairs`, in the order of the file, repeated keys kept)."""

    line: int
    text: str | None = None
    items: tuple[Node, ...] | None = None
    pairs: tuple[tuple[str, Node], ...] | None = None

    @property
    def is_map(self) -> bool:
        return self.pairs is not None

    @property
    def is_list(self) -> bool:
        return self.items is not None

    def get(self, key: str) -> Node | None:
        """The part under a key, the last one where the key is repeated."""
        return next((part for name, part in reversed(self.pairs or ()) if name == key), None)

    def said(self, key: str) -> str:
        """The text under a key; blank where there is none."""
        part = self.get(key)
        return part.text.strip() if part is not None and part.text is not None else ""

    @property
    def parts(self) -> tuple[Node, ...]:
        """What stands directly inside."""
        return self.items or tuple(part for _, part in self.pairs or ())


def every_map(node: Node) -> Iterator[Node]:
    """All maps of a tree, the outer before the inner."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if part.is_map:
            yield part
        waiting.extend(reversed(part.parts))


def texts(node: Node) -> Iterator[str]:
    """All scalar texts that say something, in the order of the file."""
    if node.text is not None and node.text.strip():
        yield node.text
    for part in node.parts:
        yield from texts(part)


def deeper_than(node: Node, levels: int) -> bool:
    """Whether a tree has more levels than this."""
    waiting = [(node, 1)]
    while waiting:
        part, level = waiting.pop()
        if level > levels:
            return True
        waiting.extend((inner, level + 1) for inner in part.parts)
    return False
