"""The modules, strangers to one another."""
