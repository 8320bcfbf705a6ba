"""Bringing documents in: addresses, files and pasted text, read while one looks on, checked, and taken as reviews."""
