"""Wounds: one printed thing of a document is changed at a time, and the audit is asked whether it notices."""
