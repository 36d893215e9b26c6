"""From a webhook's raw bytes to items of the log, one step a module."""
