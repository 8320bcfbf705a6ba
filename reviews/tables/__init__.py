"""Tables that curators import and export in the admin (see `albums.tables`): `reviews` with their text, `scores`."""
