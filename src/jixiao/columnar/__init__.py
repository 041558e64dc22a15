"""The same rules over millions of rows: expressions of the core printed for Polars and SQL.

A printer adds no meaning. Whatever it prints agrees with the plain Python of the core to the last digit, and
property tests hold it to that.
"""
