"""The figures of a year that a report can show: gathered live from the registers, each with its door."""
