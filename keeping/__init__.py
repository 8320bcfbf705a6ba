"""Keeping a site for years: backups, how they are restored, and upgrades that can be taken back.

`servers` and `programs` say where the database is and what of PostgreSQL to run, `backup_file` what a backup's file
holds, `backing_up` and `restoring` carry a site into it and out of it, `shelves` and `retention` keep the files.
What an upgrade runs before it installs anything (`upgrading`) imports nothing that a former release lacks.
"""
