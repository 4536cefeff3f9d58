"""Web pages and pieces of them: tables, lists, definitions and cards; scripts, menus and footers are left out."""

from __future__ import annotations

import re
from copy import copy
from html.parser import HTMLParser

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from transfer_register.errors import FileUnreadable
from transfer_register.intake.document import Document
from transfer_register.intake.entries import Entry
from transfer_register.intake.html_tables import table_content, text_of
from transfer_register.intake.tables import Content
from transfer_register.intake.text_file import beginning, decoded

SUFFIXES = (".html", ".htm", ".xhtml")
TITLE = "HTML page"
_MOST_CHARACTERS = 30_000_000
_DEEPEST = 200
_START = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PIECE = re.compile(r"<(?:table|div|section|article|main|ul|ol|dl|h[1-6]|p|body|details)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|.*\||---\s*$|[*+-] \S|\*\*)", re.MULTILINE)
_LEFT_OUT = frozenset(["script", "style", "nav", "footer", "template", "noscript", "head", "svg", "form", "iframe", "button"])
_TITLES = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "legend"])
_BLOCKS = _TITLES | frozenset(
    ["p", "div", "section", "article", "main", "table", "ul", "ol", "dl", "details", "header", "body", "html", "aside", "figure"]
)
_VOID = frozenset(["br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr"])


def recognises(head: bytes, name: str) -> bool:
    """Whether the text is a page, or begins with a tag of one and has no marks of Markdown."""
    text = beginning(head, name)
    if text is None:
        return False
    start = text.lstrip("\ufeff \t\n")
    if _START.match(start):
        return True
    return bool(_PIECE.match(start)) and not _MARKDOWN.search(text)


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """What stands on the page, in its order. Raises FileUnreadable for a page that is too large or too deep."""
    text, problems = decoded(data, name, _MOST_CHARACTERS)
    depth = _Depth()
    depth.feed(text)
    if depth.most > _DEEPEST:
        raise FileUnreadable(
            f"{name}: the page is nested {depth.most:,} levels deep, which no list is. Copy the list into a new page."
        )
    soup = BeautifulSoup(text, "html.parser")
    document = Document(problems)
    _walk(soup, document)
    return document.content()


class _Depth(HTMLParser):
    """How deep the tags of a page stand in one another."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.now += 1
            self.most = max(self.most, self.now)

    def handle_endtag(self, tag: str) -> None:
        self.now = max(0, self.now - 1)


def _walk(tag: Tag, document: Document) -> None:
    loose: list[str] = []

    def say() -> None:
        text = "\n".join(line for part in "".join(loose).split("\n") if (line := " ".join(part.split())))
        if text:
            document.sentence(text)
        loose.clear()

    for child in tag.children:
        if isinstance(child, NavigableString):
            if type(child) is NavigableString:
                loose.append(re.sub(r"\s+", " ", child))
            continue
        if child.name in _LEFT_OUT:
            continue
        if child.name not in _BLOCKS and child.find(list(_BLOCKS)) is None:
            loose.append("\n" if child.name == "br" else _marked(child))
            continue
        say()
        _block(child, document)
    say()


def _block(tag: Tag, document: Document) -> None:
    line = tag.sourceline or 1
    if tag.name in _TITLES:
        document.heading(" ".join(tag.get_text(" ").split()), line)
    elif tag.name == "table" and tag.find("table") is None:
        if caption := tag.find("caption"):
            document.heading(" ".join(caption.get_text(" ").split()), line)
        document.table(table_content(tag, 1, document.title, document.context))
    elif tag.name == "dl":
        document.pairs(_definitions(tag))
    elif tag.name in ("ul", "ol"):
        document.items([(item.sourceline or line, _item(item)) for item in tag.find_all("li", recursive=False)])
    else:
        _walk(tag, document)


def _definitions(tag: Tag) -> list[Entry]:
    """Every term with its descriptions; terms and descriptions may stand in groups of their own."""
    entries: list[Entry] = []
    for part in tag.find_all(["dt", "dd"]):
        if part.find_parent("dl") is not tag:
            continue
        if part.name == "dt":
            entries.append(Entry(part.sourceline or 1, text_of(part), ""))
        elif entries:
            last = entries[-1]
            entries[-1] = Entry(last.line, last.name, f"{last.said}\n{text_of(part)}".strip())
    return entries


def _item(item: Tag) -> str:
    """A bullet as text, with the marks of a bold name or a title kept so that a name is told from what is said of it."""
    for bold in item.find_all(["strong", "b", "h3", "h4", "h5", "h6"]):
        said = " ".join(bold.get_text().split())
        if said and bold.find("a") is None:
            bold.string = f"**{said}**"
    return text_of(item)


def _marked(tag: Tag) -> str:
    holder = BeautifulSoup("", "html.parser").new_tag("span")
    holder.append(copy(tag))
    return text_of(holder) if tag.get_text().strip() else " "
