"""Which document this is, its sections and sentences, and which table is which."""
