"""Documents: one model of blocks, one renderer a format."""
