"""Writes: `filling` fills in, `importing` brings files, `moving` signs and submits, `reviewing` is the finance part."""
