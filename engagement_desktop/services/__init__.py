"""One function per thing a user wants done; each opens a unit of work and returns views."""
