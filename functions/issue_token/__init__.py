"""Tokens for the agent API."""
