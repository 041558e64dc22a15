"""The self-evaluation report on paper: parts in; DOCX, PDF, PNG and SVG out.

It does not know where the words come from.
"""
