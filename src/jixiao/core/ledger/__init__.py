"""Facts: what a source says, with concept, entity, period, exact value, printed precision and place.

A set of facts keeps conflicts instead of overwriting them: two sources that disagree are both on record, and
whoever asks gets to see it.
"""
