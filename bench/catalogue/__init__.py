"""A big invented catalogue to measure the site with. Nobody and nothing in it is real.

`make.make_catalogue` is the whole of it; the other modules draw its parts, as columns, from random generators that
spring from one seed.
"""
