"""Audit: what documents state, held against arithmetic, against itself and against what was stated elsewhere."""
