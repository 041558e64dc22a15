"""Writes: keyword-only, one transaction and one event of the trail each."""
