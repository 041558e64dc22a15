"""Pages: what does not exist is 404, then the permission is demanded, then reads or one action."""
