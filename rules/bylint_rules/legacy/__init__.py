"""What a move from another system left behind."""
