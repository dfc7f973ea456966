"""What a post is called."""
