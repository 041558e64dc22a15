"""From YAML to core objects, strictly: unknown keys, duplicate keys, bare floats and missing sources are refused.

Nothing half-built leaves this room. Its errors name file, line, what was expected and what to do.
"""
