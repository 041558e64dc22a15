"""From signs with places on a page to lines, tables and paragraphs; PDF pages and recognised pictures share it.

Lengths are hundredths of a point, from the top left of the page as it is read.
"""
