"""What runs a batch: a module per engine, each with `run` and `probe` (`Engine` in `jixiao.columnar.batch`)."""
