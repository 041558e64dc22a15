"""The parts of the sample: money, and the means of a unit."""
