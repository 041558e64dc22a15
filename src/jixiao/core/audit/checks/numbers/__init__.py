"""What a single number, with its unit and its digits, tells."""
