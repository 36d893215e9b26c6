"""From an accepted message to what became of it, one step a module."""
