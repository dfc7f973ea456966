"""Where a post is published: slugs, addresses, aliases and canonical URLs."""
