"""The changes of the register between two days, act by act, for whoever has to follow what was done."""
