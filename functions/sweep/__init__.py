"""The backstop: timers that did not ring and records that were parked."""
