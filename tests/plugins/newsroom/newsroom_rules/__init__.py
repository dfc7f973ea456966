"""The house style of a newsroom, as rules."""
