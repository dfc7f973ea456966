"""The built-in rules: the first plugin, found through the entry point as any other is."""
