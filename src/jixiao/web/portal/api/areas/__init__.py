"""The areas of the API, each with its operations."""
