"""What the register costs, as ratios beside what a user would otherwise write, in one run, answers compared."""
