"""The only way to a number: one SQL question and one drawing each."""
