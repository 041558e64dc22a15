"""分析 · Analysis: boards for the bureau, the department and the leader."""
