"""The register extract for a supervisory authority: every transfer in scope, by destination, with what carries it."""
