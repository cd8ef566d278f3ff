"""Observe, review and report by the engagement model, on one school’s own PC."""

__version__ = "0.1.0"
