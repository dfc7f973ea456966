"""What a post's title says, and whether the page says the same."""
