"""What was authentic but of no use: kept, looked at, replayed."""
