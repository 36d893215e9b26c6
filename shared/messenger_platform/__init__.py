"""The Messenger Platform: what Messenger and Instagram Direct share."""
