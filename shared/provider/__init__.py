"""HTTP to and from platforms: hosts, calls, answers, files."""
