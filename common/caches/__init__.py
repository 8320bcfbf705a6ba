"""Caches of the site's own: its database, and a worker's memory."""
