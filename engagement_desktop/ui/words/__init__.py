"""The school's own words: reworded, added to, retired, shared."""
