"""Dual monitoring as a calculator: lights for money and goals, what a year will end with, warnings by month.

Every answer carries its arithmetic in words. Nothing here knows a database, a clock or a person.
"""
