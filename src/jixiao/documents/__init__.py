"""Published documents in, statements out: readers, structure, facts. Formats are code here; meaning is data (layouts)."""
