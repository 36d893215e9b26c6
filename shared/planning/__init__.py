"""What the inbound workflow is to do, decided from what was seen: pure."""
