"""A register of cross-border transfers of personal data, and their assessment under dated law."""

__version__ = "0.1.0"
