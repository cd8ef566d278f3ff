"""The school's terms: seen by school year, changed, added to."""
