"""When people are there: calendars of business hours, and what is asked of them."""
