"""Data tables: what their numbers are, by row, column and header."""
