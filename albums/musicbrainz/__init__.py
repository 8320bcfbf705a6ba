"""Records from MusicBrainz: the core data of its catalogue, which is in the public domain (CC0).

`references` says what somebody has pasted, `web_service` asks for it in the site's turn and keeps the answer,
`groups_as_entries` makes an entry of it, `said_facts` says what of that is to stand, `taking_over` stores it,
`bringing_groups` does all of it for one id. Covers come from the Cover Art Archive (`cover_art`). Never taken: genres,
tags, ratings and annotations, which have another licence.
"""
