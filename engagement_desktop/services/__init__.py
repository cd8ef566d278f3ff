"""One function per thing a user wants done; each opens the unit of work and returns frozen views."""
