"""Timers: every minute, what is due is rung."""
