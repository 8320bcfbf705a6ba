"""Whether what the site links to is still there."""
