"""The register: journal, chain, projection, sights."""
