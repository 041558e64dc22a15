"""The closed set of shapes: the named ways in which frameworks turn measurements into points, a file each."""
