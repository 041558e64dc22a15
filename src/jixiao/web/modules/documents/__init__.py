"""文书核查 · Documents."""
