"""Sample documents of a fictional department, to try the program on, in every format that is read."""
