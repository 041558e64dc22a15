"""Published documents in, statements out: readers, structure, facts. Formats are code; meaning is data (layouts)."""
