"""What an admin's scanner says about fetched files."""
