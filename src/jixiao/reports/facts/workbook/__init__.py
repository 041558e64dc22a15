"""A read document as a workbook: every table as it stands, and every fact with its place."""
