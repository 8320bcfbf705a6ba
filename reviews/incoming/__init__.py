"""What comes in from outside: documents, tables of scores, and what their names stand for here."""
