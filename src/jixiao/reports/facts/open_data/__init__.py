"""Facts in the forms of open data: Fiscal Data Package, xBRL-JSON with its taxonomy."""
