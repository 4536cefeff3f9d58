"""The paper for a board: on one page, what an event would do to the transfers, and between what there is to choose."""
