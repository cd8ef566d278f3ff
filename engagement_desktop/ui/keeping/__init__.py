"""Keeping and removing: whose time is over, what is on hold, and erasing by two people."""
