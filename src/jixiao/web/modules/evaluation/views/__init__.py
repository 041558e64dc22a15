"""Pages: the years, filling in, figures, imports, review, samples, what if, downloads."""
