"""Master data that modules share; each register is an app of its own."""
