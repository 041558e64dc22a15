"""What several checks share: changes, goals, projects, score tables, documents of one unit."""
