"""Templates of reports: what stands in which order, in the words of the template, checked before it is used."""
