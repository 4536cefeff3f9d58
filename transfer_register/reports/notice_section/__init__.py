"""The section of a privacy notice on transfers abroad, for each regime that binds an exporter."""
