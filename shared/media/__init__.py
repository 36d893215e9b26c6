"""Files of customers and agents: fetched, kept, linked."""
