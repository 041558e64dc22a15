"""What `make bench` runs: speed, memory and exactness of the engines, beside other ways to compute the same."""
