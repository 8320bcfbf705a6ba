"""Django's PostgreSQL engine, as a site needs it whose pages mostly ask one small question."""
