"""What was published, when, where and by whom; and what has to be."""
