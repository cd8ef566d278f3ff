"""The side-by-side reviewer: two clips lined up on one event and stepped frame by frame."""
