"""Who works on what: what agents are doing now, who waits for them, and who gets whom."""
