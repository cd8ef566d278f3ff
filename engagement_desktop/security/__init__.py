"""Keys: password slots, the device secret, what wraps the data key."""
