"""The handful of things the system does, one function each, callable alike from the terminal, the web and a script.

A use case fetches (rulebook, files), lets the core compute, and hands the result on; it decides nothing itself.
"""
