"""The web under load: a district of two hundred departments, and fifty people who click at once."""
