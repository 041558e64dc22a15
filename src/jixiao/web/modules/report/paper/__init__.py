"""From an outline, the texts of people and the figures of the year to the report itself."""
