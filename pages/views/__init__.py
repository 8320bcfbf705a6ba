"""Pages that show what people say, and those that need the catalogue and the reviews together."""
