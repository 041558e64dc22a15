"""Finished results for people: scorecards and facts as HTML, PDF, DOCX, XLSX and open data.

Reports render and never compute: every figure in one of them comes from a result of the core, with its
source.
"""
