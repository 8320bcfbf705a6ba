"""The curators' queue: everything that waits, who is at work on it, and what is decided from it."""
