"""Caches: the site's own database, a worker's memory, a Redis or Valkey server."""
