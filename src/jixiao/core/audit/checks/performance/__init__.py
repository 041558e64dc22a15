"""Goals, results and scores."""
