"""The scorecard as a workbook whose scores are live formulas, made from the same expressions as everywhere else."""
