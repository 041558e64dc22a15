"""自评报告 · Report: the self-evaluation report, drafted from the year, frozen when signed."""
