"""Viber chatbots."""
