"""Attacking the site as it runs, on this machine alone: `make fire`.

One module for each kind of attack. Each of them has a function `attack` that yields the rows of bench/FIRE.md.
"""
