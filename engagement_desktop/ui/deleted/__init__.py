"""The bin: what was deleted, to be put back or emptied."""
