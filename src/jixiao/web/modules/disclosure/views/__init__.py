"""Pages of the module: the register for those who fill in, and what everyone may see."""
