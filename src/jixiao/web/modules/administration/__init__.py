"""系统管理 · Administration."""
