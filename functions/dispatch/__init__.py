"""The backstop: timers that did not ring, parked records, files not fetched."""
