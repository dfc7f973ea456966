"""Images that the metadata names."""
