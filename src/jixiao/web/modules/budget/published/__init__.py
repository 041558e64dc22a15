"""Budgets as they were published: what a document states, told as lines and figures, and taken in by choice."""
