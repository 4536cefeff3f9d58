"""Filings with authorities: what each asks for (data/filings), filled in as far as the register knows."""
