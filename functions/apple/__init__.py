"""Apple Messages for Business, as a messaging service provider (MSP)."""
