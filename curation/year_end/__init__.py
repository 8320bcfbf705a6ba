"""Critics' year-end lists, as curators bring them in."""
