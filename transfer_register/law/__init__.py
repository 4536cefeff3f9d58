"""The law as dated provisions, compiled to SQL text; knows no register and no database."""
