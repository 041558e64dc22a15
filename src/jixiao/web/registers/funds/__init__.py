"""The register of funds: what a unit and its projects have and spend in a year, whoever keeps the lines."""
