"""Self-evaluations of projects: filled from the budget and the goals, scored by the framework for projects."""
