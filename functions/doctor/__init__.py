"""Examines how an account is set up, where the secrets are, and says how to mend what is wrong."""
