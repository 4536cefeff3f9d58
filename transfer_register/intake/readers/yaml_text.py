"""YAML, of several documents too: every scalar stays the text that stands there (NO is Norway), every record knows its line."""

from __future__ import annotations

import re

import yaml

from transfer_register.errors import FileUnreadable
from transfer_register.intake.nested import content_of
from transfer_register.intake.tables import Content
from transfer_register.intake.text_file import HEAD, beginning, decoded
from transfer_register.intake.tree import MOST_LEVELS, MOST_PARTS, Node

SUFFIXES = (".yaml", ".yml")
TITLE = "YAML"
_MOST_CHARACTERS = 10_000_000
_KEY_LINE = re.compile(
    r"^[ \t]*(?:- +)*[\w\"'@$./\\-][^:\n#{}\[\]|]{0,80}:(?:[ \t]|$)|^[ \t]*- +\S|^---[ \t]*$|^[ \t]*#|^[ \t]*-?$", re.MULTILINE
)
_NOTHING = frozenset({"null", "Null", "NULL", "~"})


def recognises(head: bytes, name: str) -> bool:
    """Whether the text is YAML that holds records: maps of more than one key. By its name, most lines need only look like it."""
    cut = len(head) >= HEAD
    text = beginning(head, name)
    if text is None:
        return False
    if text.lstrip().startswith(("<", "{", "[", "|", "# ", "## ")) and not name.casefold().endswith(SUFFIXES):
        return False
    lines = text.split("\n")
    likely = sum(bool(_KEY_LINE.match(line)) for line in lines)
    if name.casefold().endswith(SUFFIXES):
        return not text.lstrip().startswith(("<", "|")) and likely * 2 > len(lines)
    if likely < len(lines) * 0.8:
        return False
    if cut:  # the last record may be broken off
        last = max((at for at, line in enumerate(lines) if line[:1].strip()), default=0)
        text = "\n".join(lines[:last])
    try:
        roots = _roots(text, name)
    except FileUnreadable:
        return False
    records = [part for root in roots for part in (*root.parts, *(inner for part in root.parts for inner in part.parts))]
    return sum(len(record.pairs or ()) > 1 for record in records) > 0


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """The tables of a YAML file. Raises FileUnreadable, with the line, for what is no YAML."""
    text, problems = decoded(data, name, _MOST_CHARACTERS)
    roots = _roots(text, name)
    found = content_of(roots, name)
    return Content(found.tables, (*problems, *found.problems))


def _roots(text: str, name: str) -> list[Node]:
    """One tree a document. Nothing is constructed, so tags and classes named in the file do nothing."""
    shown = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)
    try:
        made = list(yaml.compose_all(shown, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise FileUnreadable(
            f"{name}{where}: this is no valid YAML ({error.problem or error.context}). "
            "Mend the file there; a text with a colon needs quotation marks."
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error).split("\n")[0]
        raise FileUnreadable(f"{name}: this is no valid YAML: {why}. Mend the file, or export it again.") from None
    tree = _Tree(name, min(MOST_PARTS, 10_000 + len(text)))
    return [tree.node(root, 0) for root in made if root is not None]


class _Tree:
    """Makes our tree of PyYAML's; an alias is a copy, so copies are counted and cannot grow without end."""

    def __init__(self, name: str, most: int):
        self.name, self.most, self.parts = name, most, 0

    def node(self, made: yaml.Node, depth: int) -> Node:
        self.parts += 1
        if depth > MOST_LEVELS or self.parts > self.most:
            raise FileUnreadable(
                f"{self.name}: the content is too large or nested too deeply for a list. Bring in the list alone."
            )
        line = made.start_mark.line + 1
        if isinstance(made, yaml.ScalarNode):
            return Node(line, text="" if not made.style and made.value in _NOTHING else made.value)
        if isinstance(made, yaml.SequenceNode):
            return Node(line, items=tuple(self.node(item, depth + 1) for item in made.value))
        own, merged = [], []
        for key, value in made.value:
            if (
                isinstance(key, yaml.ScalarNode)
                and key.value == "<<"
                and not key.style
                and not isinstance(value, yaml.ScalarNode)
            ):
                part = self.node(value, depth + 1)
                merged += [pair for source in (part.items or (part,)) for pair in source.pairs or ()]
            else:
                own.append((key.value if isinstance(key, yaml.ScalarNode) else "(key)", self.node(value, depth + 1)))
        known = {key for key, _ in own}
        for key, value in merged:
            if key not in known:
                known.add(key)
                own.append((key, value))
        return Node(line, pairs=tuple(own))
