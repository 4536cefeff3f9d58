"""Working on a review: cards are moved, one or many with one reason; at the end it is signed and closed.

Every act is by `actor`, at the moment `at` (UTC), on cards as they stand on the day `on` under the law of `law_on` (`on` unless
said).
Raises `Stale` where somebody else moved a card meanwhile, `Refused` where an act is not to be done, with why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from transfer_register.actions.review_found import Looked, look, review_of
from transfer_register.actions.review_page import page_of
from transfer_register.errors import Refused
from transfer_register.exhibits.review_words import COLUMNS, period_of, title_of
from transfer_register.exhibits.style import counted, listed
from transfer_register.model.review import Card, Column, Review, Signature
from transfer_register.register.register import Register
from transfer_register.register.writing import Writing

_VERDICTS = ("breached", "unknown", "not_judged", "permitted", "not_restricted")
_BANDS = ("severe", "high", "moderate", "low")
_FINE = ("permitted", "not_restricted")


@dataclass(frozen=True)
class Moved:
    """What was moved: the review, which may have begun with this, and how many cards."""

    review: str
    cards: int


def wants_reason(cards: Iterable[dict[str, Any]], column: str) -> tuple[str, ...]:
    """Why a move of cards (rows of `review_cards`) wants a reason, a sentence each; empty where it wants none.

    A reason is wanted where a grade rose since it was last seen, and where a card that is not permitted is put to Done.
    """
    cards = list(cards)
    rose = [card["id"] for card in cards if column != "to_check" and grade_rose(card)]
    left = [card["id"] for card in cards if column == "done" and card["verdict"] not in _FINE]
    said = []
    if rose:
        said.append(f"The grade of {_named(rose)} rose since it was last seen. Say what makes it better.")
    if left:
        are = "is" if len(left) == 1 else "are"
        said.append(f"{_named(left)} {are} not permitted as recorded. Say why that may be put to Done all the same.")
    return tuple(said)


def _named(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else counted(len(ids), "transfer")


def grade_rose(card: dict[str, Any]) -> bool:
    """Is the verdict better, or the risk left lower, than when the card was last seen, or than before the period?"""
    seen = card["seen_verdict"] is not None
    verdict, band = (card["seen_verdict"], card["seen_band"]) if seen else (card["was_verdict"], card["was_band"])
    return _higher(_VERDICTS, verdict, card["verdict"]) or _higher(_BANDS, band, card["band"])


def _higher(order: tuple[str, ...], was: str | None, now: str | None) -> bool:
    return was in order and now in order and order.index(now) > order.index(was)


def move(
    register: Register, first: date, last: date, transfers: Sequence[str], column: Column, *, why: str = "",
    waits_for: str = "", actor: str, at: datetime, on: date, law_on: date | None = None,
) -> Moved:  # fmt: skip
    """Puts the cards of some transfers into a column, together or not at all; the first move of a period begins its review."""
    if column not in get_args(Column):
        raise Refused(f"There is no column {column!r} to move to; there are {', '.join(get_args(Column))}.")
    looked, reason = look(register, first, last, on=on, law_on=law_on), why.strip()
    cards = _cards(looked, transfers)
    if (wanted := wants_reason(cards, column)) and not reason:
        raise Refused(f"{' '.join(wanted)} Nothing was written.")
    title = f"Review: {counted(len(cards), 'card')} to {COLUMNS[column]}" if len(cards) > 1 else None
    sequence = register.applied.sequence
    with register.batch(actor, at, reason or None, title=title) as writing:
        review = _open_review(writing, register, looked)
        for row in cards:
            card = Card(
                review=review, transfer=row["id"], column=column, version=row["version"], verdict=row["verdict"],
                band=row["band"], sequence=sequence, moved_by=actor, moved_on=at.date(), why=reason or None,
                waits_for=(waits_for.strip() or None) if column == "waiting" else None,
            )  # fmt: skip
            state = card.model_dump(mode="json", exclude_none=True)
            if row["card"]:
                writing.change(row["card"], state, row["card_version"])
            else:
                writing.new("card", state)
    return Moved(review, len(cards))


def _cards(looked: Looked, transfers: Sequence[str]) -> list[dict[str, Any]]:
    if looked.recorded and looked.recorded.signed:
        raise Refused(_closed(looked))
    cards = looked.cards(transfers=transfers).dicts()
    found = {card["id"] for card in cards}
    if missing := [id for id in dict.fromkeys(transfers) if id not in found]:
        raise Refused(f"No card of {period_of(looked.first, looked.last)} is about {listed(missing, 3)}. Nothing was written.")
    if not cards:
        raise Refused("No card was named. Nothing was written.")
    return cards


def _open_review(writing: Writing, register: Register, looked: Looked) -> str:
    # Whoever writes has followed the journal: a review that somebody else began, or signed, a moment ago is seen here.
    found = review_of(register, looked.first, looked.last)
    if found is None:
        begun = Review(title=title_of(looked.first, looked.last), first=looked.first, last=looked.last)
        return writing.new("review", begun.model_dump(mode="json", exclude_none=True))
    if found.signed:
        raise Refused(_closed(looked))
    if looked.recorded is None:
        raise Refused("Somebody else began this review meanwhile. Nothing was written. Look at it again, and repeat your move.")
    return found.id


def _closed(looked: Looked) -> str:
    return f"The review of {period_of(looked.first, looked.last)} is signed and closed. Nothing was written."


def sign(
    register: Register, first: date, last: date, function: str, *, says: str = "", actor: str, at: datetime, on: date,
    law_on: date | None = None,
) -> str:  # fmt: skip
    """Signs a review in a function and closes it, with the page as it stands now; returns its id.

    A review may be signed although cards are left: the page says how many.
    """
    looked = look(register, first, last, on=on, law_on=law_on)
    if looked.recorded and looked.recorded.signed:
        raise Refused(_closed(looked))
    if not function.strip():
        raise Refused("Say in which function you sign. Nothing was written.")
    page, sequence = page_of(looked), register.applied.sequence
    signature = Signature(by=actor, function=function.strip(), on=at.date(), says=says.strip() or None)
    title = looked.recorded.review.title if looked.recorded else title_of(first, last)
    signed = Review(title=title, first=first, last=last, signature=signature, page=page, sequence=sequence)
    state = signed.model_dump(mode="json", exclude_none=True)
    with register.batch(actor, at, says.strip() or None) as writing:
        if register.applied.sequence != sequence:
            raise Refused("Something was recorded while the page was made. Nothing was written. Read the page again, and sign.")
        if looked.recorded is None:
            return writing.new("review", state)
        writing.change(looked.recorded.id, state, looked.recorded.version)
        return looked.recorded.id
