"""The dates that come, for a class or the school, and as a calendar file."""
