"""Texts: cut, counted, numbered and told in words. Pure."""
