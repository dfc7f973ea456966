"""The language that a post is said to be in, and its translations."""
