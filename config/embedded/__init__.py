"""A PostgreSQL server of the project's own, for when `DATABASE_URL` names no other one.

`server` starts, shares and stops it; `base` is the Django database engine that asks for it at the first connection.
"""
