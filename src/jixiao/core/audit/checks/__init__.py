"""Checks, a file each, found by scan: `<folder>/<name>.py` is the check `<folder>.<name>`."""
