"""The consensus model. Pure numpy: it imports nothing of Django.

``model`` holds the mathematics, ``album`` one album's working.
"""
