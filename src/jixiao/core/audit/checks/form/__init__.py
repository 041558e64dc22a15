"""Words: names, years, notes, headings, what a template left behind."""
