"""The API: what other programs may read and write, by a person's token, with that person's permissions."""
