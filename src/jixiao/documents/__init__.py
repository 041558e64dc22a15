"""Published documents in, statements out: readers, one text, structure, facts. It knows formats; meaning is data (layouts)."""
