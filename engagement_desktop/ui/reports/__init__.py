"""Writing reports: paragraphs on the left, the year's evidence beside them, the real page right."""
