"""The time in which the platform lets the business write freely, and its timer."""
