"""Pictures of pages: recognised by an optional extra, laid out by the same code as PDFs."""

from jixiao.documents.readers.picture.reading import read_picture

__all__ = ["read_picture"]
