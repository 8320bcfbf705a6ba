"""Pages of the catalogue alone."""
