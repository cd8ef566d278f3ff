"""The records as SQLAlchemy classes; only services and storage import them."""
