"""The PDF reader: signs and rulings by pdfium, lines, tables and paragraphs by the house.

pdfium is not safe among threads: read several documents in several processes.
"""

from jixiao.documents.readers.pdf.reading import read_pdf

__all__ = ["read_pdf"]
