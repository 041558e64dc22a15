"""How documents word and print things: flat words, titles, names, numbers of items, classes, orders of amounts."""
