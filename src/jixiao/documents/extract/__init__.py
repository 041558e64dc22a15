"""Statements out of structure: facts of sentences and tables, goals, scores, claims."""
