"""English dates: the day first, twenty-four hours."""
