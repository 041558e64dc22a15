"""What the module gives to others: money, figures, columns and measures, what a search finds."""
