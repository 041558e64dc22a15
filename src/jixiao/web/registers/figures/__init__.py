"""The register of figures: what an organisation states for a year, each with its source; nothing is ever overwritten.

`actions` adds, replaces and withdraws; `queries` reads what holds and how it came about; `rules` is the rulebook.
"""
