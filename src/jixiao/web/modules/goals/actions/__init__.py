"""Writes: keyword-only, who and when passed in, one transaction, one event of the trail each.

Whoever writes locks the goal table first and its rows after it, so no stage changes under an edit.
"""
