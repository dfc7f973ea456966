"""What posts say of one another."""
