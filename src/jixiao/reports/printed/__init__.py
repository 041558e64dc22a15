"""The official scoring table, and the papers on which it is filed: DOCX and PDF."""
