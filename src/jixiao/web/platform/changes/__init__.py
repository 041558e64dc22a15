"""Which tables have changed: each statement that writes leaves a mark, whatever program it comes from.

`marks` reads the marks, and finds out which tables a piece of work reads; what is kept in memory is kept for as long as
the marks of these tables stay the same.
"""
