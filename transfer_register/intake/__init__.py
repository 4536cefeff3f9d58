"""Reading other people's files: what is in them, what it becomes, what is unclear."""
