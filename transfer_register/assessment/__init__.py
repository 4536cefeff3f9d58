"""Kits that score what the law allows: named contributions, each with its citation."""
