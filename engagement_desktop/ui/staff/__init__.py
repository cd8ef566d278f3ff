"""Who works with the school's file: adding, changing and leaving."""
