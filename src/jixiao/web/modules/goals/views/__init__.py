"""The pages: one file for each part."""
