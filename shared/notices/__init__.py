"""What customers are told without asking: whether they want it, and what answers it."""
