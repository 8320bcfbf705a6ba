"""Records from MusicBrainz: the core data of its catalogue, which is in the public domain (CC0).

`references` says what somebody has pasted, `asking` asks for it in the site's turn and keeps the answer, `reading`
makes an entry of it, `facts` says what of that is to stand, `taking` stores it, `importing` does all of it for one id.
Covers come from the Cover Art Archive (`covers`). Never taken: genres, tags, ratings and
annotations, which have another licence.
"""
