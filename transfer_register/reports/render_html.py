"""A document as one HTML file: no script, nothing fetched (the policy in its head forbids both), made for screen and paper."""

from __future__ import annotations

from html import escape
from pathlib import Path

from transfer_register.exhibits.style import GLYPHS
from transfer_register.reports import blocks as b
from transfer_register.reports.content import content_hash
from transfer_register.reports.making import Making, finished
from transfer_register.reports.tones import TONES

_STYLE = Path(__file__).with_name("document.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"


def render(document: b.Document, making: Making) -> bytes:
    """The HTML file."""
    hash = content_hash(document)
    return _Writer(finished(document, making), hash).page().encode()


class _Writer:
    """Writes one page; headings, paragraphs, tables and figures are counted as in the other formats."""

    def __init__(self, document: b.Document, hash: str):
        self._document, self._hash = document, hash
        self._labels = document.meta.labels
        self._sections = self._parts = self._paragraphs = self._tables = self._figures = 0

    def page(self) -> str:
        meta = self._document.meta
        tones = "".join(f".{name} .mark{{color:{t['mark']}}}.{name} b{{color:{t['word']}}}" for name, t in TONES.items())
        body = "".join(self._block(block) for block in self._document.blocks)
        form = f' class="{escape(meta.form)}"' if meta.form else ""
        return (
            f'<!doctype html>\n<html lang="{escape(meta.lang)}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><meta name="robots" content="noindex">'
            f'<meta name="viewport" content="width=device-width"><title>{escape(meta.title)}</title>'
            f"<style>{_STYLE.read_text(encoding='utf-8')}{tones}</style></head><body{form}>{self._cover()}<main>{body}</main>"
            f"<footer>{escape(meta.number)} · {self._labels['version']} {escape(meta.version)} · {escape(meta.as_of)} · "
            f"<strong>{escape(meta.classification)}</strong> · <code>sha256 {self._hash[:12]}</code></footer></body></html>\n"
        )

    def _cover(self) -> str:
        meta = self._document.meta
        facts = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in meta.cover)
        picture = f'<div class="ornament" aria-hidden="true">{meta.picture}</div>' if meta.picture else ""
        return (
            f'<header><p class="top"><strong>{escape(meta.organisation)}</strong>'
            f'<span class="class">{escape(meta.classification)}</span></p>{picture}<p class="kicker">{escape(meta.kind)}</p>'
            f'<h1>{escape(meta.title)}</h1><p class="sub">{escape(meta.subtitle)}</p><dl>{facts}</dl></header>'
        )

    def _block(self, block: b.Block) -> str:
        match block:
            case b.Heading():
                return self._heading(block)
            case b.Paragraph():
                number = ""
                if block.numbered:
                    self._paragraphs += 1
                    number = f'<span class="no">{self._paragraphs}</span>'
                return f"<p{' class=numbered' if number else ''}>{number}<span>{_line(block.runs)}</span></p>"
            case b.Notice():
                if not block.head:
                    return f'<p class="notice">{_line(block.runs)}</p>'
                tone = TONES[block.tone]
                look = f"border-color:{tone['mark']};background:{tone['fill']};--word:{tone['word']}"
                said = f'<p class="lead">{_line(block.head)}</p><p>{_line(block.runs)}</p>'
                return f'<div class="notice box" style="{look}">{said}</div>'
            case b.Facts():
                rows = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{_cell(said)}</td></tr>' for name, said in block.rows)
                heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in block.heads)
                return (
                    f'<div class="scroll"><table class="facts"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
                )
            case b.Numbers():
                return f'<ul class="numbers">{"".join(map(_number, block.items))}</ul>'
            case b.Table():
                return self._table(block)
            case b.Figure():
                self._figures += 1
                label = f"{self._labels['figure']} {self._figures}."
                return (
                    f'<figure><div role="img" aria-label="{escape(block.alt)}">{block.svg}</div>'
                    f"<figcaption><b>{label}</b> {escape(block.caption)}</figcaption></figure>"
                )
            case b.Signatures():
                return f'<div class="signatures">{"".join(map(self._signature, block.items))}</div>'
            case b.Contents():
                return self._contents(block)
            case b.PageBreak():
                return '<div class="break"></div>'

    def _heading(self, block: b.Heading) -> str:
        number = ""
        if block.numbered and block.level == 1:
            self._sections, self._parts = self._sections + 1, 0
            number = f"{self._sections}"
        elif block.numbered:
            self._parts += 1
            number = f"{self._sections}.{self._parts}"
        tag = f"h{block.level + 1}"
        anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
        shown = f'<span class="no">{number}</span>' if number else ""
        return f"<{tag}{anchor}>{shown}{escape(block.text)}</{tag}>"

    def _contents(self, block: b.Contents) -> str:
        named = [one for one in self._document.blocks if isinstance(one, b.Heading) and one.numbered and one.level == 1]
        items = "".join(f'<li><a href="#{escape(one.anchor)}">{escape(one.text)}</a></li>' for one in named)
        return f'<nav aria-label="{escape(block.title)}"><p>{escape(block.title)}</p><ol>{items}</ol></nav>'

    def _signature(self, one: b.Signature) -> str:
        name, function = one.name or self._labels["name"], one.function or self._labels["function"]
        return f"<div><b>{escape(name)}</b><span>{escape(function)}</span><span>{self._labels['date']}:</span></div>"

    def _table(self, block: b.Table) -> str:
        caption = ""
        if block.caption:
            self._tables += 1
            caption = f"<caption><b>{self._labels['table']} {self._tables}.</b> {escape(block.caption)}</caption>"
        kinds = [f' class="{column.kind}"' if column.kind in ("count", "code") else "" for column in block.columns]
        total = sum(column.width for column in block.columns)
        widths = "".join(f'<col style="width:{1000 * column.width // total / 10}%">' for column in block.columns)
        heads = "".join(f'<th scope="col"{kinds[i]}>{escape(column.title)}</th>' for i, column in enumerate(block.columns))
        body = []
        for group in block.groups:
            head = (
                f'<tr class="group"><th scope="rowgroup" colspan="{len(kinds)}">{escape(group.title)}</th></tr>'
                if group.title
                else ""
            )
            rows = "".join(_row(row.cells, kinds, row.anchor) for row in group.rows)
            body.append(f"<tbody>{head}{rows}</tbody>")
        foot = f"<tfoot>{_row(block.total, kinds)}</tfoot>" if block.total else ""
        return (
            f'<div class="scroll"><table class="{escape(block.size)}">{caption}<colgroup>{widths}</colgroup>'
            f"<thead><tr>{heads}</tr></thead>{''.join(body)}{foot}</table></div>"
        )


def _row(cells: tuple[b.Cell, ...], kinds: list[str], anchor: str = "") -> str:
    made = "".join(f"<td{kinds[place]}>{_cell(cell)}</td>" for place, cell in enumerate(cells))
    return f"<tr{f' id={chr(34)}{escape(anchor)}{chr(34)}' if anchor else ''}>{made}</tr>"


def _number(item: b.Number) -> str:
    state = _status(item.status) + " " if item.status else ""
    return f'<li><span class="value">{escape(item.value)}</span>{state}<span>{escape(item.label)}</span></li>'


def _cell(cell: b.Cell) -> str:
    return "".join(f"<div>{_line(line)}</div>" for line in cell)


def _status(status: b.Status) -> str:
    mark = f'<span class="mark" aria-hidden="true">{GLYPHS[status.shape]}</span>'
    return f'<span class="status {escape(status.tone)}">{mark} <b>{escape(status.word)}</b></span>'


def _line(items: b.Line) -> str:
    return "".join(_status(item) if isinstance(item, b.Status) else _run(item) for item in items)


def _run(run: b.Run) -> str:
    made = escape(run.text).replace("\n", "<br>")
    if run.mono:
        made = f"<code>{made}</code>"
    if run.strong:
        made = f"<strong>{made}</strong>"
    if run.quiet:
        made = f'<span class="quiet">{made}</span>'
    if run.to:
        return f'<a href="#{escape(run.to)}">{made}</a>'
    if run.href:
        return f'<a href="{escape(run.href)}" rel="noreferrer">{made}</a>'
    return made
