"""What all apps share: names and slugs, addresses, fields, limits, kept pages, caches, tracking, admin bases."""
