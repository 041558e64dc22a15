"""The terminal: commands, their options, their messages and exit codes.

Chinese first, English beside it. One JSON document on stdout with `--json`; progress and messages go to
stderr.
"""
