"""The whole catalogue to take: `open_tables` says what is given away and what each column means, `table_files` and
`description` write it down, `editions` keep one night's files together, and `export_open` makes one.
"""
