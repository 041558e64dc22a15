"""Tables and forms as data: a page, its export and its words come from one description."""
