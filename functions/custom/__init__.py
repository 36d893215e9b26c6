"""Any system at all, by a signed HTTP contract: docs/channels/custom.md."""
