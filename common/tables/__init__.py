"""Tables as CSV files, in and out of the admin: `cells` for the values, `uploads` for files, `resource` for what every
kind of table has in common.
"""
