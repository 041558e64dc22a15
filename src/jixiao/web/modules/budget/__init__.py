"""预算 · Budget: project library, budget lines, supplements and reallocations, execution."""
