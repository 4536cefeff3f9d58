"""The figures of pictures, simulation and closure at several sizes as a page: times, ratios beside the others, memory."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from benchmarks import beside, pictures, report, stages

_HEAD = """# What pictures, a simulation and the closure cost

Written by `make bench` on {day}; not edited by hand. Times depend on the machine and on what else it does; ratios are of one run.

{machine}

{law}

"""

_HOW = """
## How it was measured

- The register is the one of [performance.md](performance.md), made from a seed: a fifth of the transfers carry on what another
  brought, up to six deep; two fifths of the recipients belong to another one, some of them over several steps; activities are
  done in forty systems.
- A *picture* is its question on the day {day} without a filter: from the judged register to the rows that are drawn. Median of
  five runs; one run from {large:,} transfers. Beside it stands pandas: frames of transfers and of legs, with the worst verdict of
  each, ready in memory, exploded, grouped and counted. It names no party, puts nothing together as "other", shares no widths out
  and draws nothing. Transfers, verdicts and persons are compared cell by cell for every mark that our picture shows by itself,
  and the run fails where one differs.
- *{simulated}*: `{ended}`, on the law of that day; the law is compiled anew, the rest is taken over from the sight before. The
  register can be asked everything of the new sight then: findings, duties, what to ask for. *pandas, judging anew* judges all
  legs by the law without that decision, one mask a provision, verdicts only; each verdict of each transfer under each regime is
  compared. Over more than {pandas:,} legs it is measured over a part of the transfers, evenly spread, and scaled.
- *{closure}*: for every transfer itself and all that carries it onward. rustworkx has the links, places and verdicts ready in
  lists and builds its graph; once it walks the descendants of each transfer, as one would write it first, and once it goes
  through the graph in topological order. Both answers are compared for every transfer.
- *In a browser*: Chromium on the same machine, at 1440 by 1000, on the map of Flows: a click on one verdict of the filter, until
  the new picture stands. Median of five clicks. Up to {browser:,} transfers.
- Each runs in a process of its own, one after the other; memory is the most that the process held.
- Growth is the exponent between the smallest and the largest size: 1 means ten times the transfers take ten times as long.
"""


def page(found: list[dict[str, Any]]) -> str:
    """docs/performance-pictures.md."""
    sizes = [measured["transfers"] for measured in found]
    text = _HEAD.format(day=datetime.now(UTC).date().isoformat(), machine=report.machine(), law=report.law())
    names = list(dict.fromkeys(stage["name"] for measured in found for stage in measured["stages"]))
    head = ["Stage", *(f"{size:,} transfers" for size in sizes), "Growth"]
    text += "Beside each, how many times longer the plain way takes; below 1 it is faster.\n\n"
    text += report.table(head, report.beside_each(found, sizes, names))
    text += "\n## Counts and memory\n\n"
    rows = [[name, *(f"{measured['counts'][name]:,}" for measured in found)] for name in found[0]["counts"]]
    rows.append(["peak memory, MB", *(f"{measured['peak_memory_mb']:,}" for measured in found)])
    rows.append(["transfers that pandas judged anew", *(f"{measured['share']:.0%}" for measured in found)])
    text += report.table(["", *(f"{size:,}" for size in sizes)], rows)
    return text + _HOW.format(
        day=stages.DAY.isoformat(), large=stages.LARGE, simulated=pictures.SIMULATED, ended=pictures.ENDED,
        closure=pictures.CLOSURE, pandas=beside.AT_MOST["pandas"], browser=pictures.BROWSER,
    )  # fmt: skip
