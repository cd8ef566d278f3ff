"""Building blocks of every page: plain text only, each with an accessible name."""
