"""Browsing: the list of albums as a query string asks for it, at a cost that does not grow with the catalogue.

`filters` reads what is asked, `orders` says how albums are sorted, `counting` how many there are, and `listing` puts
the page together. Why it is done this way: `docs/decisions/browsing-at-a-bounded-cost.md`.
"""
