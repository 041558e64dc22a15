"""Stages of records: which moves are allowed, who may make them, what must be there before.

A table is data (`table.StageTable`); `moving.refusals` answers whether a move may be made, and if not, all that stands
in its way. Nothing here knows a database, a clock or a person: permissions and what is missing are handed in.
"""
