"""The audit of documents: one in a worker, many in a call, and what is found across them."""
