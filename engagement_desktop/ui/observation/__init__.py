"""The observations page: a pupil's observations, and the editor in which one is written."""
