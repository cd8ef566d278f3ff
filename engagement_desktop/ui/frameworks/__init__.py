"""Lists of statements of other frameworks: brought in, looked through, retired."""
