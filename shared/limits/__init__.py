"""How much automation may say, and what stops it."""
