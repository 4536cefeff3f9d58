"""The score of the register itself: how complete, fresh and evidenced it is on a day; nothing of the risk of a transfer."""

from __future__ import annotations

from datetime import date
from typing import Any

from transfer_register.exhibits import exhibit, register_quality
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register


def asked_of(register: Register, day: date) -> dict[str, Any] | None:
    """What the exhibit register_quality takes on a day of the register; None where no counting reaches back to it."""
    counting = register.kits.quality.on(day)
    if counting is None:
        return None
    return {"asked": list(counting.facts), "looked_at": list(counting.looked_at), "within": counting.within_days}


def quality(
    register: Register, *, on: date, law_on: date | None = None, known_on: date | None = None, filter: Filter | None = None
) -> dict[str, Any]:
    """`{on, shares: [{id, title, share, counted, of, said, counts}], mean, mean_said}`.

    Shares are from 0 to 1, and None where nothing is asked.
    """
    more = asked_of(register, on)
    sight = register.sight(on, law_on, known_on)
    shares = register_quality.read(exhibit.ask(register, "register_quality", sight, filter, **more)) if more else []
    value, sentence = register_quality.mean(shares)
    return {
        "on": on,
        "shares": [
            {
                "id": one.id, "title": one.title, "share": one.share, "counted": one.counted, "of": one.of_all, "said": one.said,
                "counts": one.counts,
            }
            for one in shares
        ],
        "mean": value,
        "mean_said": sentence,
    }  # fmt: skip
