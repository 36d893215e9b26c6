"""Instagram Direct, the conversations of professional accounts."""
