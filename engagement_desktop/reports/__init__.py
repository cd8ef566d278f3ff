"""Frozen data in, PDF out."""
