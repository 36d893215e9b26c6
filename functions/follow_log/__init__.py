"""Follows the log: summaries, annotations, aliases, the event log, timers and wake-ups."""
