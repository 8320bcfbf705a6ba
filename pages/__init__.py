"""What readers see, and what the catalogue and the reviews feed together."""
