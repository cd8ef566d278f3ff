"""A pupil’s profile: who they are, how they communicate, and what is permitted."""
