"""The one encrypted database file: keyed connections, clips in chunks, search, migrations."""
