"""From YAML to core objects, strictly: unknown and duplicate keys, bare floats, missing sources are refused.

Nothing half-built leaves this room. Its errors name file, line, what was expected and what to do.
"""
