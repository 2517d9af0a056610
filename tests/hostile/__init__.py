"""Hostile inputs: a table of them (`cases*.py`), and tests of what no table can hold."""
