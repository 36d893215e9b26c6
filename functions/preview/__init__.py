"""What changed rules would have done on a past day; nothing is written or sent."""
