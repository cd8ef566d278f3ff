"""The window and its pages: all of Qt, and nothing but what is shown and asked."""
