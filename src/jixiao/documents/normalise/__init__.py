"""Figures as people write them, read exactly; each conversion is told."""
