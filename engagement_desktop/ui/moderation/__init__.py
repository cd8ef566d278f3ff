"""Moderation of one pupil at a time: a blind second view, then what is agreed, and why."""
