"""What an audit found: as a record that is kept, as JSON, on a terminal, as files."""
