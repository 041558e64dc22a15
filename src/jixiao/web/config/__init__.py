"""Settings, addresses, the database, the tuple of installed modules."""
