"""The journal of changes, and its projection into DuckDB, in which everything is asked."""
