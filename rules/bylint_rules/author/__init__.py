"""Who wrote this: the author field against the byline, the registry and itself."""
