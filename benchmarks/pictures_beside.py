"""The pictures as one would compute them with pandas: frames of transfers and legs, exploded, grouped and counted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pandas as pd

from benchmarks import beside
from benchmarks.pictures import ANSWERS, LEGS, PARTIES, TRANSFERS, WAYS
from benchmarks.stages import LARGE
from benchmarks.timing import median

_ORDER = ["breached", "unknown", "not_judged", "permitted", "not_restricted"]


def _verdicts(once: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Each group of `by` with its transfers, by the worst verdict of each."""
    found = once.groupby([*by, "worst"]).size().unstack("worst", fill_value=0).reindex(columns=range(5), fill_value=0)
    found.columns = _ORDER
    found["transfers"] = found.sum(axis=1)
    return found.reset_index()


def _map(transfers: pd.DataFrame, legs: pd.DataFrame, **_: Any) -> pd.DataFrame:
    """Corridors whose ends are countries."""
    both = legs.merge(transfers[["id", "exporter_country", "persons"]], left_on="transfer", right_on="id")
    both = both.dropna(subset=["exporter_country", "country"])
    once = both.groupby(["exporter_country", "country", "transfer"], as_index=False).agg(
        worst=("worst", "min"), persons=("persons", "first")
    )
    found = _verdicts(once, ["exporter_country", "country"])
    persons = once.groupby(["exporter_country", "country"], as_index=False)["persons"].sum()
    return found.merge(persons, on=["exporter_country", "country"])


def _destinations(legs: pd.DataFrame, **_: Any) -> pd.DataFrame:
    once = legs.groupby(["destination", "transfer"], as_index=False)["worst"].min()
    return _verdicts(once, ["destination"]).sort_values(["transfers", "destination"], ascending=[False, True])


def _matrix(transfers: pd.DataFrame, legs: pd.DataFrame, **_: Any) -> pd.DataFrame:
    """Every cell; what is put together as other is not looked for."""
    told = transfers[["id", "category"]].explode("category")
    both = legs.merge(told, left_on="transfer", right_on="id")
    once = both.groupby(["category", "destination", "transfer"], as_index=False)["worst"].min()
    return _verdicts(once, ["category", "destination"])


def _sankey(transfers: pd.DataFrame, legs: pd.DataFrame, **_: Any) -> pd.DataFrame:
    """Every link; what is put together as other is not looked for, nor shared out."""
    both = legs.merge(transfers[["id", "category", "kind", "whole"]], left_on="transfer", right_on="id")
    found = []
    for place, (one, other) in enumerate((("category", "kind"), ("kind", "destination"), ("destination", "whole")), 1):
        pair = both[["transfer", "worst", one, other]].rename(columns={one: "source", other: "target"})
        pair = pair.explode("source") if one == "category" else pair
        once = pair.groupby(["source", "target", "transfer"], as_index=False)["worst"].min()
        found.append(_verdicts(once, ["source", "target"]).assign(place=place))
    return pd.concat(found)


def _validity(ways: pd.DataFrame, **_: Any) -> pd.DataFrame:
    """The transfers with the nearest end, then the earliest beginning."""
    dated = ways[ways["starts"].notna() | ways["ends"].notna()]
    near = dated.groupby("id", as_index=False).agg(ends=("ends", "min"), starts=("starts", "min"))
    return near.sort_values(["ends", "starts", "id"], na_position="last")


def _concentration(transfers: pd.DataFrame, parties: pd.DataFrame, **_: Any) -> pd.DataFrame:
    owned = parties.dropna(subset=["parent"])
    above = dict(zip(owned["id"], owned["parent"], strict=True))
    top = {}
    for id in transfers["importer"].unique():
        at, steps = id, 0
        while at in above and steps < 12:
            at, steps = above[at], steps + 1
        top[id] = at
    found = []
    for what, values in (
        ("country", transfers["countries"]),
        ("group", transfers["importer"].map(top)),
        ("ground", transfers["grounds"]),
    ):
        frame = pd.DataFrame({"value": values, "persons": transfers["persons"], "worst": transfers["worst"]}).explode("value")
        counted = (
            frame.dropna(subset=["value"])
            .groupby("value", as_index=False)
            .agg(transfers=("worst", "size"), persons=("persons", "sum"), worst=("worst", "min"))
        )
        found.append(counted.assign(what=what))
    return pd.concat(found)


def _compare(name: str, ours: list[dict[str, Any]], theirs: pd.DataFrame) -> int:
    """How many rows were compared. Raises AssertionError where one differs."""
    keys, asked = {
        "map": (("origin", "destination"), ("transfers", "persons", *_ORDER)),
        "verdicts_by_country": (("destination",), ("transfers", *_ORDER)),
        "matrix": (("row", "column"), ("transfers", *_ORDER)),
        "sankey": (("place", "source", "target"), ("transfers", *_ORDER)),
        "concentration": (("what", "value"), ("transfers", "persons")),
    }[name]
    called = {"exporter_country": "origin", "country": "destination"} if name == "map" else {}
    called |= {"category": "row", "destination": "column"} if name == "matrix" else {}
    rows = theirs.rename(columns=called)
    known = {tuple(row[: len(keys)]): tuple(row[len(keys) :]) for row in rows[[*keys, *asked]].itertuples(index=False, name=None)}
    own = [r for r in ours if all(r[k] is not None and r[k] != "~other" for k in keys)]
    for row in own:
        said, other = tuple(int(row[c] or 0) for c in asked), known.get(tuple(row[k] for k in keys), ())
        assert said == tuple(map(int, other)), f"{name}: {row}, pandas {other}"
    assert own, name
    return len(own)


def _compare_days(ours: list[dict[str, Any]], theirs: pd.DataFrame) -> int:
    ids = list(dict.fromkeys(row["id"] for row in ours))
    assert ids == theirs["id"].head(len(ids)).tolist(), (ids, theirs.head(len(ids)))
    assert ours[0]["total"] == len(theirs)
    return len(ids)


def _main() -> int:
    folder = Path(sys.argv[1])
    frames = {name: pd.read_feather(folder / file) for name, file in
              (("transfers", TRANSFERS), ("legs", LEGS), ("parties", PARTIES), ("ways", WAYS))}  # fmt: skip
    transfers, legs, ways = frames["transfers"], frames["legs"], frames["ways"]
    transfers["worst"] = transfers["verdict"].map(_ORDER.index)
    transfers["whole"] = transfers["verdict"]
    transfers["kind"] = transfers["importer_kind"].fillna("")
    transfers["category"] = transfers["data_categories"].map(
        lambda terms: list(terms) if terms is not None and len(terms) else [""]
    )
    legs["worst"] = legs["verdict"].map(_ORDER.index)
    legs["destination"] = legs["country"].fillna("~" + legs["country_group"]).fillna("~" + legs["scope"])
    for column in ("starts", "ends"):
        ways[column] = pd.to_datetime(ways[column])
    ours = orjson.loads((folder / ANSWERS).read_bytes())
    work: dict[str, Callable[..., pd.DataFrame]] = {
        "map": _map, "sankey": _sankey, "matrix": _matrix, "verdicts_by_country": _destinations, "validity": _validity,
        "concentration": _concentration,
    }  # fmt: skip
    seconds, compared = {}, 0
    for name, answer in work.items():
        seconds[name], found = median(partial(answer, **frames), 1 if len(transfers) >= LARGE else 3)
        compared += _compare_days(ours[name], found) if name == "validity" else _compare(name, ours[name], found)
    told = {"seconds": seconds, "compared": compared, "peak_memory_mb": beside.peak_memory_mb()}
    sys.stdout.write(orjson.dumps(told).decode())
    return 0


if __name__ == "__main__":
    raise SystemExit(_main())
