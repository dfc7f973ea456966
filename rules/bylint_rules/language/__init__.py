"""The language of a post, and its translations."""
