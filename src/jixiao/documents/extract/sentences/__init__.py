"""How a sentence is folded, cut into words and walked through, so that its figures get their meaning."""
