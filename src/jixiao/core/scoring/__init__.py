"""Scoring: a framework, facts and an as-of day become a scorecard that explains every point.

Where the official text leaves a gap, each way to fill it is a named reading; the scorecard says which one it
used, what the others give, and which one reproduces the stated score.
"""
