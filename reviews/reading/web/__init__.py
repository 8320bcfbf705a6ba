"""Pages of the web: what they say of themselves in their markup, and the text that they show. Pure functions."""
