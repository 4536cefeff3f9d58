"""What the register can fill a question with: the names that a kit may give as `filled_by`, and what each of them is."""

from __future__ import annotations

FILLINGS: dict[str, str] = {
    # the flow
    "regimes": "regimes for which the assessment is made: they bind the exporter, and need it (terms of data/vocabulary/regimes)",
    "is_transfer": "flag: another legal entity in another country receives or reaches the data",
    "parties": "text: exporter and importer with role, place and kind",
    "purposes": "text: purposes, with the words of the record",
    "data_subjects": "terms of data/vocabulary/data_subjects",
    "data_categories": "terms of data/vocabulary/data_categories",
    "volume": "text: persons a year, how often, since when, until when, retention",
    "route": "text: how data travel, where they are stored, processed and reached, encrypted or pseudonymised or not",
    "onward": "text: the transfers that carry the data onward",
    "chain_length": "count: recipients from the exporter to the end of the longest chain",
    "remote_access": "flag: the data are reached from the destination",
    # the tool
    "adequacy": "term covered | not_covered | unknown: does a decision on adequacy carry the transfer on the day",
    "tool": "text: the mechanisms recorded, with module, day and reference",
    "tool_valid": "term valid | not_valid | unknown: does a safeguard carry the transfer on the day",
    "derogation": "term available | not_available | unknown: does a derogation carry it on the day",
    # the destination
    "country": "text: governance of the destination with its margin and source",
    "laws": "flag each law: the laws of the destination in data/law that may reach data, true where one is to be looked at",
    "law_reach": "flag each law: does it reach this importer, as judged",
    "control_of_importer": "text: kind, parent, public body or not, of the importer",
    # technical exposure and measures
    "clear_in_transit": "flag: readable on the way",
    "clear_text": "flag: the importer needs the data in the clear",
    "keys": "text: who holds keys, as recorded",
    "existing_measures": "terms of data/vocabulary/measures recorded as in place",
    "gap": "term closed | open | unknown | none: is every threat of a law that reaches the importer answered (gap.py)",
    "plan": "text: owner, day and evidence of each chosen measure",
    # the assessment itself
    "depth": "term: the depth of the assessment, by its id",
    "probability": "text: what the calculation of the view says",
    "review": "day of the next review, by band and known ends of the law",
    "sign_off": "text: who handed in and who approved, in which function, when",
}
