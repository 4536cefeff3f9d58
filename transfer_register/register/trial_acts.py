"""An act as SQL over the facts of a leg: where it can be done, and what the record would say once it is done."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from transfer_register.assessment.act import Act, Setting
from transfer_register.law.condition import condition_sql, facts_of, literal, literals
from transfer_register.model.facts import FACTS
from transfer_register.register.fact_columns import quoted


def done_sql(act: Act, tried: str, differing: Collection[str]) -> str:
    """A question for the legs of `tried` (item, acts, done, gone, restricted, roles, established, facts) once the act is done.

    It is done where it is one of the `acts` of a leg's item, can be done and changes what is recorded: there, where it reaches
    a destination, else at every leg of the item. `differing` are the facts that may differ between the legs of one item;
    an act that asks for none of them finds all legs alike.
    """
    here = [
        f"list_contains(acts, {literal(act.id)})",
        "NOT gone",
        f"({condition_sql(act.applies_if)}) IS TRUE",
        f"({_changes(act)})",
    ]
    here.append(f"list_has_any(restricted, [{literals(act.regimes)}])" if act.regimes else "len(restricted) > 0")
    reached = " AND ".join(here + _place(act))
    if act.reaches == "transfer" and facts_of(act.applies_if) & set(differing):
        reached = f"coalesce(bool_or({reached}) OVER (PARTITION BY item), FALSE) AND NOT gone"
    after = {quoted(setting.fact): _value(setting) for setting in act.sets} or {"gone": "TRUE"}
    after["done"] = f"list_append(done, {literal(act.id)})"
    columns = ", ".join(f"CASE WHEN reached THEN {value} ELSE {column} END AS {column}" for column, value in after.items())
    return f"SELECT * EXCLUDE (reached) REPLACE ({columns}) FROM (SELECT *, {reached} AS reached FROM ({tried}))"


def looked_at(acts: Iterable[Act]) -> frozenset[str]:
    """The facts that acts set, copy or ask for: what of a record has to be at hand to do them."""
    named = {setting.fact for act in acts for setting in act.sets}
    named |= {str(setting.value) for act in acts for setting in act.sets if setting.how == "as"}
    return frozenset(named.union(*(facts_of(act.applies_if) for act in acts)))


def kept_apart(acts: Iterable[Act]) -> list[str]:
    """What decides, beside the conditions of acts, what they make of a leg: at which places they can be done, and there the
    facts whose very value counts, because it is copied or something is taken out of it."""
    texts = []
    for act in acts:
        place = _place(act)
        texts += [f"({' AND '.join(place)})"] if place else []
        values = [str(s.value) if s.how == "as" else s.fact for s in act.sets if s.how in ("as", "drop")]
        can = " AND ".join([f"({condition_sql(act.applies_if)}) IS TRUE", *place])
        texts += [f"CASE WHEN {can} THEN {quoted(name)} END" for name in values]
    return texts


def _place(act: Act) -> list[str]:
    """What a leg must be for an act that reaches some destinations only."""
    here = [f"len(roles) > 0 AND list_has_all([{literals(act.roles)}], roles)"] if act.roles else []
    return here + ([f"established = {literal(act.established)}"] if act.established is not None else [])


def _changes(act: Act) -> str:
    if act.ends:
        return "TRUE"
    return " OR ".join(f"{quoted(s.fact)} IS DISTINCT FROM {_value(s)}" for s in act.sets)


def _value(setting: Setting) -> str:
    """What the record would say of a fact, from what it says: a list that nobody stated is what is added to it,
    and one of which nothing is left is no longer stated."""
    column, kind = quoted(setting.fact), FACTS[setting.fact].kind
    match setting.how:
        case "add":
            return f"list_sort(list_distinct(list_concat(coalesce({column}, []), [{literals(setting.value)}])))"
        case "drop":
            left = f"list_filter({column}, lambda term: NOT list_contains([{literals(setting.value)}], term))"
            return f"CASE WHEN len({left}) > 0 THEN {left} END"
        case "as":
            return quoted(str(setting.value))
    return f"{literal(setting.value)}::{kind.sql}"
