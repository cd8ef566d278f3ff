"""The words, records and rules of the engagement model."""
