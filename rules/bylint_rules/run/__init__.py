"""What kept the run from doing its job: exit code 2."""
