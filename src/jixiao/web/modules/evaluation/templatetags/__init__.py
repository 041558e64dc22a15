"""Template tags of the module."""
