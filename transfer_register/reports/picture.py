"""Lets through of an SVG only shapes and text: no script, no link, no image, no style that reaches outside."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "clipPath",
        "mask",
        "pattern",
        "linearGradient",
        "radialGradient",
        "stop",
        "marker",
    ]
)
_PARSER = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True, "huge_tree": False}


def clean(svg: str, change: Callable[[str], str] = lambda words: words) -> str:
    """The picture with only what is allowed, its words changed by `change`. Raises ValueError where it is no SVG."""
    try:
        root = etree.fromstring(svg.encode(), etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"the picture is not SVG: {error.msg}") from None
    if etree.QName(root).localname != "svg":
        raise ValueError("the picture is not SVG")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or etree.QName(element).localname not in _ELEMENTS:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for name, value in list(element.attrib.items()):
            if _leads_out(etree.QName(name).localname, value):
                del element.attrib[name]
        element.text = change(element.text) if element.text else element.text
        element.tail = change(element.tail) if element.tail else element.tail
    return etree.tostring(root, encoding="unicode")


def proportion(svg: str) -> float:
    """Height over width, from the view box or the size; 0.5 where the picture says neither."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(**_PARSER))
    box = [root.get("width", ""), root.get("height", "")]
    if root.get("viewBox"):
        box = root.get("viewBox").replace(",", " ").split()[2:]
    try:
        width, height = (float(side.removesuffix("px")) for side in box)
    except ValueError:
        return 0.5
    return height / width if width > 0 else 0.5


def _leads_out(name: str, value: str) -> bool:
    if name.startswith("on") or name in ("href", "src", "base"):
        return True
    plain = "".join(value.split()).lower()
    return ("url(" in plain and "url(#" not in plain) or "javascript:" in plain or "@import" in plain


def pale(svg: str, opacity: str = "0.45", foot: float = 0.055) -> str:
    """The picture as a quiet ornament: without words, grounds and the share `foot` of its height where its legend stands."""
    root = etree.fromstring(clean(svg).encode(), etree.XMLParser(**_PARSER))
    for element in list(root.iter(f"{{{_SVG}}}text", f"{{{_SVG}}}rect")):
        element.getparent().remove(element)
    group = etree.Element(f"{{{_SVG}}}g", opacity=opacity)
    group.extend(list(root))
    root.append(group)
    if box := root.get("viewBox", "").replace(",", " ").split():
        box[3] = f"{float(box[3]) * (1 - foot):.1f}"
        root.set("viewBox", " ".join(box))
        root.attrib.pop("width", None)
        root.attrib.pop("height", None)
    return etree.tostring(root, encoding="unicode")
