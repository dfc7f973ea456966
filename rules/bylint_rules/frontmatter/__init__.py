"""Rules about the front matter as a block: whether it is there, can be read, and is read as it was meant."""
