"""绩效目标 · Goals: goal tables of departments and projects, the indicator library, review."""
