"""What a register speaks of: parties, transfers, facts and words; no reading, no writing."""
