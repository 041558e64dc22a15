"""Sheets in and out: rows of an uploaded workbook or CSV file, the template, the exports."""
