"""What speaks for a review of an album, and what for something else, weighed against each other."""
