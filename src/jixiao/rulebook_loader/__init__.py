"""Strict YAML in, core objects out; nothing half-built leaves this room."""

from jixiao.rulebook_loader.rulebook import Rulebook, load_rulebook

__all__ = ["Rulebook", "load_rulebook"]
