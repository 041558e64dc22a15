"""问题整改 · Rectification: problems put right, results used in next year's budget."""
