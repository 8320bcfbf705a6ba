"""The stored consensus: of one album, of many at once, the fit of the model to the site's reviews."""
