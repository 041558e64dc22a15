"""The finance bureau's view over many years: samples, gaps, signals, ranking, what cannot be compared."""
