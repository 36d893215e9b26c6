"""Asks the platforms for the templates of our accounts."""
