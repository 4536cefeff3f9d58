"""The register as a spreadsheet that is edited and brought back."""
