"""The register of problems: whoever finds one puts it here, once; rectification takes it from there."""
