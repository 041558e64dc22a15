"""Writes: organisations, accounts, posts and delegations; each with its event in the audit trail."""
