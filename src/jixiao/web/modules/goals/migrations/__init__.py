"""Changes of the tables of this module."""
