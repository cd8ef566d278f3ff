"""Exact frames, one clock and sound; no widgets, no database."""
