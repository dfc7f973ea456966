"""Where a post is published."""
