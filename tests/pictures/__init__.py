"""The workflows as pictures that a person can read: ``python -m tests.pictures``."""
