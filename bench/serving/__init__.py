"""How fast the site answers: it is started as `make run` starts it, asked from outside, and measured.

`python -m bench.serving` is `make bench`. What must know the site's code (which addresses to ask for, publishing a
review) runs in a process of its own; the measuring itself sees nothing but HTTP.
"""
