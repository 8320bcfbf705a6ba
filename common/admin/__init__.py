"""What every table of the curators' desk has in common."""
