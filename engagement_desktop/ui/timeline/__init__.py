"""The timeline of one pupil: five equal lanes, a card for a response, then beside now."""
