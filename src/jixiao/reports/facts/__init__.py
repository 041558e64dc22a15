"""What was read from documents, handed out: JSON, tables, workbooks, open data, a page to check it on."""
