"""绩效自评 · Evaluation."""
