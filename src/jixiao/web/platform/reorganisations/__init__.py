"""Reorganisations of the district's organisations as dated events."""
