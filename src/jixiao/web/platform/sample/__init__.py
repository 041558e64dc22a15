"""A district that does not exist, to try everything on. All of it is marked as a sample, and its pages say so."""
