"""Fetching pages and feeds from others' sites: only where a policy lets us, politely, and never from inside.

`turns` sees to it that a host is asked by one worker at a time and with a pause, `robots` reads what the host lets
programs do, `asking` puts both before each request, `documents` fetches what waits to be fetched.
"""
