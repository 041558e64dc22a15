"""Writes: keyword-only, who and when passed in, one transaction, one event of the trail each.

Whoever writes locks the budget first and its lines after it, in the order of their ids: so a stage cannot change under
an edit, two changes of one line follow one another, and no two of them wait for each other for ever.
"""
