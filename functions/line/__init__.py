"""LINE Official Accounts, Messaging API."""
