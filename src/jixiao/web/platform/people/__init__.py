"""People, organisations, posts, permissions."""
