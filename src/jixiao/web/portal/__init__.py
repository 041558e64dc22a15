"""Navigation, sign-in, the page of what waits for me: built from the manifests of the modules."""
