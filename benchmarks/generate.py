"""A register of any size from a seed, as real ones are: few large recipients, a long tail, the same activities again and again.

Transfers are made of what they share: an exporter, a recipient with one contract for nearly all that it receives, and an
activity (purposes, data, persons concerned). Contracts follow few forms. Days and numbers differ nearly everywhere, so rows of
facts seldom repeat; what the law sees in them does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import Any

from transfer_register.actions.opening import words

SEED = 20261122
State = dict[str, Any]

# Where the group's own companies sit, with weights: under the three regimes, and some elsewhere.
_HOMES = {
    "DE": 18, "FR": 14, "NL": 8, "IE": 6, "SE": 5, "PL": 5, "ES": 5, "IT": 5, "AT": 3, "BE": 3, "DK": 3, "FI": 2, "PT": 2,
    "CZ": 2, "NO": 1, "GB": 14, "CH": 10, "US": 4, "IN": 2, "SG": 1,
}  # fmt: skip
# Most flows of a European group go to a handful of countries; every other country of the world follows with a small weight.
_DESTINATIONS = {
    "US": 340, "IN": 120, "GB": 90, "DE": 70, "IE": 60, "NL": 40, "CH": 40, "SG": 30, "JP": 30, "CA": 30, "AU": 20, "BR": 20,
    "CN": 20, "KR": 20, "PH": 20, "MX": 10, "ZA": 10, "AE": 10, "IL": 10, "TR": 10, "VN": 10, "PL": 10, "NZ": 10, "AR": 10,
    "KE": 10, "UA": 10,
}  # fmt: skip
_LONG_TAIL = 200
_COMMON = (
    "name",
    "email_address",
    "phone_number",
    "postal_address",
    "enterprise_name",
    "login_information",
    "online_identifiers",
)
_SELDOM = (
    "gender", "photos", "message_content", "employment_data", "payment_data", "location_data", "credit_information", "health",
    "biometric", "trade_union", "religious_beliefs", "criminal", "certificate_information",
)  # fmt: skip
_PURPOSES = (
    "hosting", "technical_support", "marketing", "human_resources", "security_antifraud", "fulfilling_requests", "communication",
    "performance_analysis", "legal_compliance", "service_improvement",
)  # fmt: skip
_SUBJECTS = ("customers", "employees", "prospects", "partner_contacts", "website_visitors", "applicants", "children")
_ACTS = {"CA": "CA-PIPEDA", "JP": "JP-APPI", "KR": "KR-PIPA", "BR": "BR-LGPD"}
_ACTIVITIES, _FORMS = 250, 60
# How long a line of transfers that carry data onward may be, and how many of all transfers stand in one.
_DEPTH, _FOLLOWING = 6, 0.2
# How many recipients belong to another one; and how many systems there are, of which an activity uses one or two.
_OWNED, _SYSTEMS = 0.4, 40


class Draw:
    """Weighted choices that are drawn often."""

    def __init__(self, chance: random.Random, weights: dict[Any, float]):
        self._chance, self._of, self._sums = chance, list(weights), list(accumulate(weights.values()))

    def one(self) -> Any:
        return self._chance.choices(self._of, cum_weights=self._sums)[0]


def party_count(transfers: int) -> int:
    """One party for twenty transfers: 50,000 for a million."""
    return max(20, transfers // 20)


def _own(parties: int) -> int:
    return max(2, parties // 10)


@cache
def _destinations() -> dict[str, float]:
    codes = [code for code in words().lists["countries"] if len(code) == 2]
    weights: dict[str, float] = {code: 1.0 for code in codes if code not in _DESTINATIONS}
    return {**_DESTINATIONS, **dict(list(weights.items())[: _LONG_TAIL - len(_DESTINATIONS)])}


def parties(count: int, seed: int = SEED) -> Iterator[State]:
    """States of `count` parties in the normal form of the journal; the first tenth are the group's own companies.

    These belong to the first of them; of the recipients some belong to one that stands before them, so that groups are a few
    large ones and a long tail, up to several steps high.
    """
    chance, owner = random.Random(seed), random.Random(seed + 3)
    home, abroad = Draw(chance, _HOMES), Draw(chance, _destinations())
    for number in range(count):
        own = number < _own(count)
        country = home.one() if own else abroad.one()
        facts: State = {}
        if country == "US" and chance.random() < 0.6:
            facts["dpf.eu.active"] = active = chance.random() < 0.7
            facts["dpf.eu.covers_non_hr"] = True
            facts["dpf.eu.covers_hr"] = chance.random() < 0.3
            facts["dpf.uk_ext.active"] = active and chance.random() < 0.6
            facts["dpf.ch.active"] = active and chance.random() < 0.5
            facts["dpf.checked_on"] = _day(chance, date(2025, 1, 1), 600)
        if country in _ACTS and chance.random() < 0.5:
            facts["subject_to"] = [_ACTS[country]]
        if chance.random() < 0.5:
            facts["processing_subject_to_gdpr"] = chance.random() < 0.1
        kind = "affiliate" if own else chance.choice(("service_provider", "business_partner", "third_party_provider"))
        regimes = ["EU"] if own and country in ("US", "IN", "SG") else []
        state = {"name": f"Party {number:06d} (generated)", "country": country, "kind": kind, "facts": facts, "regimes": regimes}
        if 0 < number < _own(count):
            state["parent"] = party_id(0)
        elif number > _own(count) and owner.random() < _OWNED:
            # The earlier one stands, the more belong to it.
            state["parent"] = party_id(_own(count) + int((number - _own(count)) * owner.random() ** 3))
        yield {**state, "aliases": [], "domains": [], "identifiers": []}


def transfers(count: int, countries: list[str], seed: int = SEED) -> Iterator[State]:
    """States of `count` transfers, in the normal form of the journal, between parties whose countries these are."""
    chance = random.Random(seed + 1)
    own = _own(len(countries))
    others = range(own, len(countries))
    # Zipf's law for both sides: the first company sends most, the first recipient receives most.
    exporter = Draw(chance, {number: 1 / (1 + number) ** 0.7 for number in range(own)})
    importer = Draw(chance, {number: 1 / (1 + place) for place, number in enumerate(others)})
    activity = Draw(chance, {number: 1 / (1 + number) for number in range(_ACTIVITIES)})
    used = random.Random(seed + 4)
    activities = [_activity(chance) | {"systems": _systems(used)} for _ in range(_ACTIVITIES)]
    form = Draw(chance, {number: 1 / (1 + number) for number in range(_FORMS)})
    forms = [_form(chance) for _ in range(_FORMS)]
    contracts: dict[int, State] = {}
    # The ends of lines that may be carried on: (transfer, its recipient, its depth).
    ends: list[tuple[str, int, int]] = []
    for number in range(1, count + 1):
        sender, follows, depth = exporter.one(), None, 1
        if ends and chance.random() < _FOLLOWING:
            follows, sender, depth = ends.pop(chance.randrange(len(ends)))
        recipient = importer.one()
        if recipient not in contracts:
            contracts[recipient] = _contract(chance, forms[form.one()], countries[recipient])
        contract = contracts[recipient]
        if chance.random() < 0.1:
            contract = _contract(chance, forms[form.one()], countries[recipient])
        state = {
            "exporter": party_id(sender), "importer": party_id(recipient), **activities[activity.one()], **contract,
            "persons": int(float(f"{chance.lognormvariate(7, 2):.0e}")),
        }  # fmt: skip
        if follows:
            state["follows"] = follows
        if depth < _DEPTH and len(ends) < 5_000:
            ends.append((f"TR-{number:05d}", recipient, depth + 1))
        yield state


def party_id(number: int) -> str:
    return f"PA-{number + 1:04d}"


def edited(state: State, chance: random.Random) -> State:
    """A later version: somebody counted the persons anew, assessed the transfer, or took back what it rests on."""
    roll = chance.random()
    if roll < 0.4:
        return {**state, "persons": int(float(f"{chance.lognormvariate(7, 2):.0e}"))}
    if roll < 0.8:
        facts = {**state["facts"], "tia.exists": True, "tia.dated_on": _day(chance, date(2024, 1, 1), 900)}
        return {**state, "facts": facts | _for_every_regime(facts)}
    return {**state, "mechanisms": []}


def _activity(chance: random.Random) -> State:
    """What a register says again and again: roles, purposes, data and whose they are; some five categories."""
    categories = chance.sample(_COMMON, chance.randint(2, 6)) + chance.sample(
        _SELDOM, chance.choices((0, 1, 2, 3), (4, 4, 2, 1))[0]
    )
    state = {
        "exporter_role": chance.choices(("controller", "processor", None), (80, 10, 10))[0],
        "importer_role": chance.choices(("processor", "controller", "sub_processor", None), (60, 20, 10, 10))[0],
        "purposes": chance.sample(_PURPOSES, chance.choices((1, 2, 3), (6, 3, 1))[0]),
        "data_categories": categories if chance.random() < 0.95 else [],
        "data_subjects": chance.sample(_SUBJECTS, chance.randint(0, 2)),
        "measures": [], "flags": [],
    }  # fmt: skip
    return {name: value for name, value in state.items() if value is not None}


def _systems(chance: random.Random) -> list[str]:
    """The systems in which an activity is done; the first ones serve most."""
    return list(dict.fromkeys(f"System {1 + int(_SYSTEMS * chance.random() ** 2):02d}" for _ in range(chance.randint(1, 2))))


def _form(chance: random.Random) -> State:
    """A form of contract: further places of work, what the transfer rests on, what was assessed and stated."""
    places = []
    while chance.random() < 0.25:
        places.append(chance.choice(("IN", "US", "PH", "PL", "IE", "SG", "MX", "GB")))
    facts: State = {}
    roll, tools = chance.random(), None
    if roll < 0.55:
        tools = [{"tool": "scc", "module": chance.choice((1, 2, 2, 2, 3))}]
        if chance.random() < 0.3:
            tools.append({"tool": "uk_addendum"})
        if chance.random() < 0.6:
            facts["tia.exists"] = chance.random() < 0.9
            if facts["tia.exists"] and chance.random() < 0.8:
                facts["tia.result"] = chance.choice(("may_proceed", "may_proceed", "needs_measures"))
    elif roll < 0.65:
        tools = []
    elif roll < 0.75:
        tools = [{"tool": "bcr_c"}]
    if chance.random() < 0.4:
        facts["art28_contract.exists"] = chance.random() < 0.95
    if chance.random() < 0.3:
        facts["measures.encrypted_in_transit"] = True
        facts["measures.encrypted_at_rest"] = chance.random() < 0.7
    return {"here": chance.random() < 0.9, "places": places, "tools": tools, "facts": facts}


def _contract(chance: random.Random, form: State, country: str) -> State:
    """A form signed with one recipient."""
    places = [{"country": country, "role": "processing"}] if form["here"] else []
    places += [{"country": code, "role": "remote_access"} for code in form["places"]]
    state: State = {"places": places, "facts": dict(form["facts"])}
    if form["tools"] is not None:
        signed = _day(
            chance, date(2019, 6, 1) if form["tools"] and form["tools"][0]["tool"] == "bcr_c" else date(2021, 7, 1), 1_900
        )
        state["mechanisms"] = [{**tool, "signed_on": signed} for tool in form["tools"]]
    if "tia.result" in form["facts"]:
        state["facts"]["tia.dated_on"] = _day(chance, date(2022, 1, 1), 1_700)
    state["facts"] |= _for_every_regime(state["facts"])
    return state


def _for_every_regime(facts: State) -> State:
    """One document that was made for the Union, the United Kingdom and Switzerland alike."""
    made = {name.removeprefix("tia."): value for name, value in facts.items() if name.startswith("tia.")}
    return {f"{kind}.{what}": value for kind in ("tra", "tia_ch") for what, value in made.items()}


def _day(chance: random.Random, first: date, days: int) -> str:
    return (first + timedelta(chance.randrange(days))).isoformat()
