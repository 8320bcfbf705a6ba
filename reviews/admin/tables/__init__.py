"""Tables that curators import and export in the admin (see `common.tables`): `reviews` with their text, `scores`."""
