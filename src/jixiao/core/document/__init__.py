"""What a document is once it has been read: its text, where things stand in it, and what it states."""
