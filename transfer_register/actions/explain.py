"""Explaining a score: its parts, each term with what is known of its facts, and what settling one term alone would make of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from transfer_register.actions.judge import judge
from transfer_register.assessment import score
from transfer_register.assessment.edition import Edition
from transfer_register.exhibits import exhibit, scored_facts
from transfer_register.exhibits.record_words import fact_value
from transfer_register.exhibits.score_words import barred, formula, governed
from transfer_register.model.facts import FACTS
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words
from transfer_register.register.register import Register

_PARTS = ("harm", "failure", "safeguards")


def explain(
    register: Register, transfer: str, *, on: date, law_on: date | None = None, known_on: date | None = None
) -> dict[str, Any]:
    """`{id, score, score_low, band, country, barred, parts, formula, governance, contributions, would_change}`.

    `country` is the destination that decides; `barred` names the regimes under which the law forbids the transfer, whatever the
    score. Each contribution has `item, part, label, outcome, points, low, high, says, cites, facts: [{fact, label, value}], ask`:
    what is known of its facts, and which unknown ones could still decide it. Each of `would_change` says what the range would be
    if that term alone were settled well.
    Raises `Refused` when there is no such transfer on the day.
    """
    judged = judge(register, on=on, law_on=law_on, known_on=known_on, transfer=transfer)["transfers"][0]
    sight, chosen = register.sight(on, law_on or on, known_on), Filter(transfers=(transfer,))
    edition = register.kits.ranking.on(law_on or on)
    row = next(iter(exhibit.ask(register, "score_of_transfer", sight, chosen).dicts()), None)
    known = scored_facts.known(exhibit.ask(register, "scored_facts", sight, chosen))
    against = [each["regime"] for each in judged["regimes"] if each["verdict"] == "breached"]
    said = {each["item"]: each for each in judged["contributions"]}
    return {
        "id": transfer,
        "score": judged["score"],
        "score_low": judged["score_low"],
        "band": judged["band"],
        "country": row and row["country"],
        "barred": against,
        "said": barred(register.words, against),
        "kit": register.kits.ranking.title,
        "edition": edition and {"id": edition.digest, "from": edition.first, "until": edition.last},
        "parts": {part: {"low": row[f"{part}_low"], "high": row[f"{part}_high"]} for part in _PARTS} if row else {},
        "formula": formula(row) if row else [],
        "governance": governed(row, register.words) if row else "",
        "contributions": _contributions(edition, said, known, register.words) if edition else [],
        "would_change": _changes(edition, said, known) if edition else [],
    }


def _contributions(edition: Edition, said: dict[str, Any], known: dict[str, Any], words: Words) -> list[dict[str, Any]]:
    return [
        {
            "item": c.id,
            "part": str(c.part),
            "label": c.label,
            "outcome": said[c.id]["outcome"],
            "points": said[c.id]["points"],
            "low": said[c.id]["low"],
            "high": said[c.id]["high"],
            "says": c.says,
            "cites": "; ".join(c.cites),
            "facts": [
                {"fact": name, "label": FACTS[name].label, "value": fact_value(words, FACTS[name], known[name])}
                for name in c.facts
                if name in known
            ],
            "ask": list(scored_facts.asked(c, known)),
        }
        for c in edition.contributions
        if c.id in said
    ]


def _changes(edition: Edition, said: dict[str, Any], known: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "item": one.item,
            "part": str(one.part),
            "label": one.label,
            "outcome": one.outcome,
            "points": round(one.gain, 1),
            "low": round(one.low, 1),
            "high": round(one.high, 1),
            "band": edition.band(one.high),
            "facts": list(one.facts),
            "ask": list(scored_facts.asked(edition[one.item], known)),
        }
        for one in score.explain(edition, [(item, row["outcome"]) for item, row in said.items()])
        # What brings nothing alone says nothing: another term has to be settled first.
        if one.gain > 0
    ]
