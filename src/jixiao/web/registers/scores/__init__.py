"""The register of scores: how organisations stand in their self-evaluations, whoever keeps them."""
