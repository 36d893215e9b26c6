"""The backstop: turns that were missed, parked records, files not fetched."""
