"""Threads in the forms that other software reads: one module per form."""
