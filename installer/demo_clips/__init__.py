"""Draws the demo school's clips, photographs and portraits: invented children in invented rooms."""
