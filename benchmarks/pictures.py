"""What pictures cost: each one's question, a simulation, and the closure of all onward transfers, beside pandas and rustworkx.

The others run in processes of their own, from frames that stand ready in memory; answers are compared, and the run fails where
one differs. What a picture draws of its answer is not measured here, but in the browser (benchmarks/browser.py).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pyarrow
from pyarrow import feather

from benchmarks import beside, browser, build
from benchmarks.stages import DAY, LARGE, SMALL
from benchmarks.timing import median, stage
from transfer_register.actions import opening
from transfer_register.exhibits import exhibit
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register

# The law that ends in the simulation: the decision of 2023 on the Data Privacy Framework, on the day after.
ENDED = "eu.us.dpf"
# Exhibit -> what it is called here. Beside each, pandas answers the same question (pictures_beside.py).
PICTURES = {
    "map": "map: corridors",
    "sankey": "flow: data, recipients, destinations, verdicts",
    "matrix": "matrix: data by destination",
    "verdicts_by_country": "destinations",
    "validity": "time: the next 25 transfers with a day",
    "concentration": "concentration: countries, groups, grounds",
}
SIMULATED = "a simulation: a decision ends, and everything that rests on it is judged anew"
AGAIN = "the same simulation, asked again"
CLOSURE = "the closure of all onward transfers: every place reached, the worst leg"
CHANGED = "in a browser: from a change of the filter to the new map"
TRANSFERS, LEGS, WAYS, PARTIES, ANSWERS = "transfers.arrow", "picture_legs.arrow", "days.arrow", "parties.arrow", "answers.json"
# Until so many transfers a browser looks, too; a person with more is served by filters.
BROWSER = 100_000

_TRANSFERS = """SELECT
    id, importer, importer_kind, exporter_country, persons, verdict, data_categories, grounds, countries, follows
FROM transfers_on($sight) ORDER BY id"""
_LEGS = """SELECT transfer, country, country_group, scope, worst_of(verdicts) AS verdict FROM legs_on($sight) ORDER BY transfer"""
_PARTIES = "SELECT id, parent FROM party ORDER BY id"
_WAYS = """SELECT id, try_cast(m ->> '$.signed_on' AS DATE) AS starts, try_cast(m ->> '$.valid_to' AS DATE) AS ends
FROM (SELECT id, unnest(from_json(mechanisms, '["JSON"]')) AS m FROM transfers_on($sight))
UNION ALL
SELECT leg.transfer, v.ends, v.ends FROM legs_on($sight) AS leg JOIN sight ON sight.sight = $sight
JOIN pattern_verdict AS v ON v.law = sight.law AND v.pattern = leg.pattern AND v.ends IS NOT NULL AND v.verdict = 'permitted'"""
_CLOSURE = "SELECT transfer, places, verdict FROM closure_on($sight)"
_CHANGED = """SELECT count(*) FROM verdicts_on($before) AS b JOIN verdicts_on($after) AS a USING (transfer, regime)
WHERE a.verdict <> b.verdict"""


def measure(count: int) -> dict[str, Any]:
    """{transfers, stages, pictures, peak_memory_mb, counts, beside} of a register made for it."""
    with tempfile.TemporaryDirectory(prefix="pictures-") as name:
        folder = Path(name)
        (folder / "run").mkdir()
        build.build(folder / "run", count)
        return measured_in(folder, count)


def measured_in(folder: Path, count: int) -> dict[str, Any]:
    """The same of a register that stands in <folder>/run already."""
    runs = 1 if count >= LARGE or count < SMALL else 5
    register = opening.open_register(folder / "run")
    sight = register.sight(DAY)
    ours = {name: median(partial(exhibit.ask, register, name, sight, Filter()), runs) for name in PICTURES}
    closed, closure = median(partial(_closure, register, sight), 1 if count >= LARGE else 3)
    simulated, after = median(partial(_simulated, register), 1)
    again, _ = median(partial(_simulated, register), runs)
    changed = register.ask(_CHANGED, {"before": sight, "after": after}).rows[0][0]
    assert changed, "the simulation changes nothing"
    for file, question in ((TRANSFERS, _TRANSFERS), (LEGS, _LEGS), (PARTIES, _PARTIES), (WAYS, _WAYS)):
        _save(register, folder / file, question, sight)
    feather.write_feather(closure, folder / "closure.arrow", compression="uncompressed")
    answers = {name: [dict(zip(a.columns, row, strict=True)) for row in a.rows] for name, (_, a) in ours.items()}
    (folder / ANSWERS).write_bytes(orjson.dumps(answers, default=str))
    peak = beside.peak_memory_mb()
    register.close()
    pandas, graph = (_apart("benchmarks.pictures_beside", folder), _apart("benchmarks.closure", folder))
    plain = beside.run(folder, DAY, {"pandas"}, ENDED)["pandas"]
    stages = [stage(what, ours[name][0], {"pandas": pandas["seconds"][name]}) for name, what in PICTURES.items()]
    stages.append(stage(SIMULATED, simulated, {"pandas, judging anew": plain["seconds"]}))
    stages.append(stage(AGAIN, again))
    stages.append(stage(CLOSURE, closed, {name: seconds for name, seconds in graph["seconds"].items()}))
    if count <= BROWSER:
        stages.append(stage(CHANGED, browser.measure(folder / "run")))
    counts = {
        "onward transfers": graph["links"], "longest line": graph["longest"], "verdicts that the simulation changes": changed,
        "peak memory of pandas, MB": pandas["peak_memory_mb"], "peak memory of rustworkx, MB": graph["peak_memory_mb"],
    }  # fmt: skip
    return {"transfers": count, "stages": stages, "peak_memory_mb": peak, "counts": counts, "beside": {}, "share": plain["share"]}


def _simulated(register: Register) -> int:
    return register.sight(DAY, law=register.law.ending(ENDED, DAY, "benchmark"))


def _closure(register: Register, sight: int) -> pyarrow.Table:
    answer = register.ask(_CLOSURE, {"sight": sight})
    transfers, places, verdicts = zip(*answer.rows, strict=True)
    return pyarrow.table({"transfer": transfers, "places": places, "verdict": verdicts})


def _save(register: Register, file: Path, question: str, sight: int) -> None:
    # On the register's own connection: rows of a million transfers are not to pass through Python.
    params = {"sight": sight} if "$sight" in question else {}
    table = register.current.projection.connection.sql(question, params=params).to_arrow_table()
    feather.write_feather(table, file, compression="uncompressed")


def _apart(module: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-m", module, str(folder)], cwd=opening.PROJECT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return orjson.loads(done.stdout)
