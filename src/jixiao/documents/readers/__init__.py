"""A reader for each format: bytes in, one `DocumentText` out."""
