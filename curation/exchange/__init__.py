"""The whole site in one file: `tables` says what travels, `archive` how the file is made and checked, `exporting` and
`importing` carry it out of one database and into another.
"""
