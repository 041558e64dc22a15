"""公开 · Disclosure."""
