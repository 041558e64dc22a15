"""Pictures: each with its title, its units, its source and the table behind it."""
