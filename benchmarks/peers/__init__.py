"""The same framework as people would write it without jixiao: floats in NumPy, DECIMAL in DuckDB, Decimal in Python.

Each is written with care - half up, limits as printed - so that what is wrong in its results is its numbers' doing.
"""
