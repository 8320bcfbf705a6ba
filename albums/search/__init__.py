"""Finding albums, artists and tracks by the words of their names."""
