"""From any document to what it says of a review. Pure functions: imports nothing of Django.

`reading` is the one entrance. `files` and `web` know formats and make passages and claims of them, `composing` makes
one reading of those; `document` reads plain text and what a page shows, `decoding` makes text of bytes. `matching`
finds the album of the catalogue that a reading is about, `tracks` the places where it names that album's tracks. What a
document does not say, or does not say clearly, is None: a wrong value is worse than none.
"""
