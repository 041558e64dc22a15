"""The handful of things the system does, one function each, for terminal, web and scripts alike.

A use case fetches (rulebook, files), lets the core compute, and hands the result on; it decides nothing
itself.
"""
