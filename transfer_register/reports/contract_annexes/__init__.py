"""The tables of transfer contracts, filled from the register: annexes of the SCC, UK Addendum, IDTA, Swiss rider."""
