"""Literal arrays and objects in JavaScript and TypeScript as trees; names are looked up in the same file, nothing is run."""

from __future__ import annotations

from collections import Counter
from functools import cache

import tree_sitter
import tree_sitter_javascript
import tree_sitter_typescript

from transfer_register.errors import FileUnreadable
from transfer_register.intake.program_parts import functions_in, named_parts, piece_of, source_of
from transfer_register.intake.tree import MOST_LEVELS, MOST_PARTS, Node

_WRAPPED = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "type_assertion"}
)
_DECLARED = frozenset({"variable_declarator", "export_statement", "assignment_expression", "return_statement", *_WRAPPED})
_KEPT_TAGS = frozenset({"a", "br", "p", "div", "li"})


class NotLiteral(Exception):
    """The text holds no literal, or is no JavaScript."""


@cache
def _parser(language: str) -> tree_sitter.Parser:
    grammars = {
        "javascript": tree_sitter_javascript.language,
        "typescript": tree_sitter_typescript.language_typescript,
        "tsx": tree_sitter_typescript.language_tsx,
    }
    return tree_sitter.Parser(tree_sitter.Language(grammars[language]()))


def read_literal(text: str, name: str) -> Node:
    """The tree of a text that is a single object or array (JSON5). Raises NotLiteral."""
    root = _parser("javascript").parse(f"({text}\n)".encode()).root_node
    found = next((node for node in root.children if node.type == "expression_statement"), None)
    if root.has_error or found is None:
        raise NotLiteral(name)
    return _Source(root, name).value(found.children[0])


def literals_of(text: str, name: str) -> tuple[list[Node], int | None]:
    """Every literal array and declared object of a program, as {name: value}, and the line of a mistake in it, if any."""
    data = text.encode()
    best = None
    for language in ("javascript", "tsx", "typescript"):
        root = _parser(language).parse(data).root_node
        if best is None or (best.has_error and not root.has_error):
            best = root
    source = _Source(best, name)
    return source.roots(), source.mistake() if best.has_error else None


class _Source:
    def __init__(self, root: tree_sitter.Node, name: str):
        self._root, self._name, self._parts = root, name, 0
        self._declared: dict[str, tree_sitter.Node] = {}
        names: Counter[str] = Counter()
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.type in ("variable_declarator", "enum_declaration"):
                called, value = (
                    node.child_by_field_name("name"),
                    node.child_by_field_name("value" if node.type[0] == "v" else "body"),
                )
                if called is not None and called.type == "identifier":
                    names[source_of(called)] += 1
                    if value is not None:
                        self._declared[source_of(called)] = value
            waiting += node.children
        # A name that is declared twice says nothing for sure; its uses are kept as they stand.
        self._declared = {called: value for called, value in self._declared.items() if names[called] == 1}

    def mistake(self) -> int | None:
        waiting = [self._root]
        while waiting:
            node = waiting.pop()
            if node.is_error or node.is_missing:
                return node.start_point[0] + 1
            waiting += [child for child in reversed(node.children) if child.has_error or child.is_missing]
        return None

    def roots(self) -> list[Node]:
        found: list[Node] = []
        waiting = [(self._root, "")]
        while waiting:
            node, called = waiting.pop()
            if node.type == "variable_declarator" and (name := node.child_by_field_name("name")) is not None:
                called = source_of(name)
            if node.type == "array" or (node.type == "object" and node.parent is not None and node.parent.type in _DECLARED):
                value = self.value(node)
                found.append(Node(value.line, pairs=((called, value),)) if called else value)
                waiting += [(inner, "") for inner in reversed(functions_in(node))]
            else:
                waiting += [(child, called) for child in reversed(node.children)]
        return found

    def value(self, node: tree_sitter.Node, depth: int = 0) -> Node:
        """What an expression says; what cannot be told without running it is kept as its source."""
        self._parts += 1
        if depth > MOST_LEVELS or self._parts > MOST_PARTS:
            raise FileUnreadable(
                f"{self._name}: the content is too large or nested too deeply for a list. Bring in the list alone."
            )
        line = node.start_point[0] + 1
        match node.type:
            case "array":
                return Node(line, items=tuple(item for child in named_parts(node) for item in self._items(child, depth)))
            case "object" | "enum_body":
                return Node(line, pairs=tuple(pair for child in named_parts(node) for pair in self._pairs(child, depth)))
            case "null" | "undefined":
                return Node(line, text="")
            case "string":
                return Node(line, text="".join(piece_of(child) for child in named_parts(node)))
            case "identifier" | "member_expression" | "subscript_expression" | "shorthand_property_identifier":
                return self._looked_up(node, depth)
            case kind if kind in _WRAPPED and named_parts(node):
                return self.value(named_parts(node)[-1 if kind == "type_assertion" else 0], depth + 1)
            case "call_expression":
                given = node.child_by_field_name("arguments")
                inside = named_parts(given) if given is not None else []
                if len(inside) == 1 and inside[0].type in ("array", "object"):
                    return self.value(inside[0], depth + 1)
            case "template_string" | "jsx_element" | "jsx_fragment" | "jsx_self_closing_element":
                return Node(
                    line, text=" ".join(self._mixed(node, depth).split()) if node.type[0] == "j" else self._mixed(node, depth)
                )
            case "binary_expression" if node.child_by_field_name("operator").type == "+":
                left, right = (self.value(node.child_by_field_name(side), depth + 1).text for side in ("left", "right"))
                if left is not None and right is not None:
                    return Node(line, text=left + right)
        return Node(line, text=source_of(node))

    def _items(self, node: tree_sitter.Node, depth: int) -> list[Node]:
        if node.type == "spread_element":
            value = self.value(named_parts(node)[0], depth + 1)
            return list(value.items) if value.items is not None else [Node(node.start_point[0] + 1, text=source_of(node))]
        return [self.value(node, depth + 1)]

    def _pairs(self, node: tree_sitter.Node, depth: int) -> list[tuple[str, Node]]:
        match node.type:
            case "pair" | "enum_assignment":
                key = node.child_by_field_name("key" if node.type == "pair" else "name")
                value = node.child_by_field_name("value")
                shown = self.value(key, depth + 1).text if key.type in ("string", "computed_property_name") else source_of(key)
                return [(shown or "", self.value(value, depth + 1))]
            case "shorthand_property_identifier":
                return [(source_of(node), self.value(node, depth + 1))]
            case "spread_element":
                return list(self.value(named_parts(node)[0], depth + 1).pairs or ())
        return []

    def _looked_up(self, node: tree_sitter.Node, depth: int) -> Node:
        line, source = node.start_point[0] + 1, source_of(node)
        if source == "undefined":
            return Node(line, text="")
        found = None
        if node.type in ("identifier", "shorthand_property_identifier"):
            declared = self._declared.get(source)
            found = self.value(declared, depth + 1) if declared is not None else None
        else:
            owner = self.value(node.child_by_field_name("object"), depth + 1)
            key = node.child_by_field_name("property") or node.child_by_field_name("index")
            name = source_of(key) if key.type == "property_identifier" else self.value(key, depth + 1).text
            if owner.is_list and (name or "").isdecimal() and int(name) < len(owner.items):
                found = owner.items[int(name)]
            elif owner.is_map:
                found = owner.get(name or "")
        if found is None:
            return Node(line, text=source)
        return Node(line, found.text, found.items, found.pairs)

    def _mixed(self, node: tree_sitter.Node, depth: int) -> str:
        """The text of a template string or of an element; tags that cells understand stay."""
        said = []
        for child in node.children:
            match child.type:
                case "template_substitution" | "jsx_expression":
                    inner = [part for part in named_parts(child) if part.type != "comment"]
                    value = self.value(inner[0], depth + 1) if inner else None
                    said.append(value.text if value is not None and value.text is not None else source_of(child) if inner else "")
                case "jsx_text" | "string_fragment" | "escape_sequence" | "html_character_reference":
                    said.append(piece_of(child))
                case "jsx_element" | "jsx_fragment":
                    said.append(self._mixed(child, depth + 1) if depth < MOST_LEVELS else source_of(child))
                case "jsx_opening_element" | "jsx_closing_element" | "jsx_self_closing_element":
                    called = child.child_by_field_name("name")
                    if called is not None and source_of(called) in _KEPT_TAGS:
                        said.append(source_of(child))
        return "".join(said)
