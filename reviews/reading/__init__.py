"""From a plain-text document to the draft of a review. Pure functions over text: imports nothing of Django.

`decoding` makes text of bytes, `document` makes a draft of text, `matching` finds the album that the draft is about,
`tracks` the places where it names that album's tracks. What a document does not say,
or does not say clearly, is None: a wrong value is worse than none.
"""
