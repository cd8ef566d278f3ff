"""Opening, creating and locking a school."""
