"""The numbers of the page at the end of a review: what is in force, where the cards lie, verdicts and bands before and now."""

from __future__ import annotations

from transfer_register.exhibits import style
from transfer_register.exhibits.review_words import COLUMNS
from transfer_register.model.review import Counted, Page
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.wording import count

# Column of the board -> shape and tone.
LOOKS = {
    "to_check": ("triangle", "gold"),
    "waiting": ("ring", "grey"),
    "changed": ("diamond", "gold"),
    "done": ("disc", "blue"),
}


def numbers(page: Page) -> b.Numbers:
    """What is in force, what began and ended, and where the cards lie."""
    before, after = page.transfers
    items = [b.Number(count(after), f"in force ({count(before)} before)")]
    items += [b.Number(count(page.begun), "new in force"), b.Number(count(page.ended), "no longer in force")]
    for column, title in COLUMNS.items():
        if number := page.cards.get(column, 0):
            items.append(b.Number(count(number), "", b.Status(title.lower(), *LOOKS[column])))
    return b.Numbers(tuple(items))


def grades(page: Page, words: Words) -> b.Table:
    """Verdicts and bands beside each other, so that both find room."""
    left = [(style.verdict(words, each.value), each) for each in page.verdicts]
    right = [
        (style.band(words, each.value), each) for each in sorted(page.bands, key=lambda each: style.band(words, each.value).rank)
    ]
    rows = []
    for at in range(max(len(left), len(right), 1)):
        cells: list[b.Cell] = []
        for side in (left, right):
            if at < len(side):
                mark, each = side[at]
                state = ((b.Status(mark.word, mark.shape, mark.tone),),)
                cells += [state, b.cell(count(each.before)), b.cell(count(each.after)), b.cell(_difference(each))]
            else:
                cells += [b.cell("–")] + [b.cell("–")] * 3
        rows.append(b.Row(tuple(cells)))
    columns = []
    for title in ("Verdict", "Risk left"):
        columns += [b.Column(title, 26, "status"), *(b.Column(name, 11, "count") for name in ("Before", "Now", "Change"))]
    return b.Table(tuple(columns), (b.Group(tuple(rows)),))


def _difference(each: Counted) -> str:
    change = each.after - each.before
    return f"+{count(change)}" if change > 0 else f"−{count(-change)}" if change else "0"
