"""Who is calling the agent API."""
