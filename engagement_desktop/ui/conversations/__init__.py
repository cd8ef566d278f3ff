"""Conversations with parents, and what others who know the pupil tell."""
