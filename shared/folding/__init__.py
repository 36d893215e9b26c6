"""The fold of a log into its summary: pure, for the follower and for whoever adds to the log."""
