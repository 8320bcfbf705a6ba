"""Writing, for the people who have accounts: what a token may do, by the rules and with the messages of the forms."""
