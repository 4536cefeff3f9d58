"""The answer to a person who asks whom their data went to abroad."""
