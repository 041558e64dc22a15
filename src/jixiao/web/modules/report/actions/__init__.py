"""Writes: each checks, changes and tells the trail in one transaction."""
