"""How countries are governed, as a table of the projection."""

from __future__ import annotations

import pyarrow

from transfer_register.model.indicators import Governance

_TEXT, _TEXTS, _NUMBER = pyarrow.string(), pyarrow.list_(pyarrow.string()), pyarrow.float64()
_TYPES = {"country": _TEXT, "year": pyarrow.int32(), "value": _NUMBER, "margin": _NUMBER, "holds": _TEXTS, "fails": _TEXTS}


def table(governance: Governance) -> pyarrow.Table:
    """What the table `governance` holds; of each country the facts that are known to hold, and not to hold."""
    rows = []
    for f in governance.figures.values():
        said = {fact: governance.says_of(f.country, fact) for fact in governance.edges}
        known = ([fact for fact, holds in said.items() if holds is answer] for answer in (True, False))
        rows.append((f.country, f.year, f.value, f.margin, *known))
    columns = list(zip(*rows, strict=True)) or [()] * len(_TYPES)
    arrays = (pyarrow.array(column, type_) for type_, column in zip(_TYPES.values(), columns, strict=True))
    return pyarrow.table(dict(zip(_TYPES, arrays, strict=True)))
