"""Rows, columns, levels and ties of tables."""
