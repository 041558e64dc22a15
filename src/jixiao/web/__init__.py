"""The web: the only room that imports Django."""
