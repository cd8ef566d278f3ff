"""A pupil’s outcomes, plans and changes of provision."""
