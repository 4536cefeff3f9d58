"""The parts of a parsed program: their source, the text of a piece of a string, the functions inside."""

from __future__ import annotations

import json

import tree_sitter

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


def named_parts(node: tree_sitter.Node) -> list[tree_sitter.Node]:
    return [child for child in node.named_children if child.type != "comment"]


def functions_in(node: tree_sitter.Node) -> list[tree_sitter.Node]:
    """The functions inside a literal; they may hold literals of their own."""
    found, waiting = [], [node]
    while waiting:
        part = waiting.pop()
        if part.type in ("method_definition", "arrow_function", "function_expression"):
            found.append(part)
        else:
            waiting += reversed(part.children)
    return found


def source_of(node: tree_sitter.Node) -> str:
    return (node.text or b"").decode("utf-8", errors="replace")


def piece_of(node: tree_sitter.Node) -> str:
    """The text of a piece of a string, its escapes read."""
    source = source_of(node)
    if node.type != "escape_sequence":
        return source
    sign = source[1:2]
    if sign in ("u", "x"):
        digits = source[2:].strip("{}")
        try:
            return chr(int(digits, 16)) if sign == "x" or "{" in source else json.loads(f'"\\u{digits}"')
        except (ValueError, OverflowError):
            return source
    return _ESCAPES.get(sign, source[1:])
