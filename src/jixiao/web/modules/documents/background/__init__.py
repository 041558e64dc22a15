"""The audit of filed documents in the background, and what is kept of it."""
