"""The fictional catalogue of a first run, and what else is invented."""
