"""Values that cannot be wrong: units, exact numbers and the intervals they stand for, periods, citations.

Each type checks itself when it is made, so whatever holds one need not check again. The kernel knows nothing
of budgets, indicators or documents; everything else in the core stands on it.
"""
