"""Who did what: the page to look through it."""
