"""Marks and lists that readers bring along: a file is read, looked up, shown, and taken over."""
