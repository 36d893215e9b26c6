"""Templates: those that platforms approved, their slots and what they cost."""
