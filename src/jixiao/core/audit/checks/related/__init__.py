"""Several documents of a unit, or several units, beside one another."""
