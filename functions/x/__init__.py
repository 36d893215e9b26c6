"""Direct messages of X, formerly Twitter."""
