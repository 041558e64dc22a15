"""The register of indicators: goal tables of departments and projects, their indicators, what was reached when."""
