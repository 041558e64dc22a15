"""What sentences claim between figures."""
