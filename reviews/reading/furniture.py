"""Lines that belong to a page and not to the review on it: sharing, newsletters, navigation, link cards, comments."""

from __future__ import annotations

import re

LONGEST_FURNITURE = 300

_AGGREGATORS = (
    r"album\s+of\s+the\s+year|aoty|metacritic|any\s?decent\s?music\??|rotten\s+tomatoes|open\s?critic|rate\s?your\s?music"
    r"|book\s?marks|critiquebrainz|musicboard|acclaimed\s?music"
)
_AGGREGATOR_HOSTS = re.compile(
    r"(?:albumoftheyear|metacritic|anydecentmusic|rottentomatoes|opencritic|rateyourmusic|sonemic|bookmarks|critiquebrainz"
    r"|musicboard|acclaimedmusic)\.\w+",
    re.IGNORECASE,
)
_PLAYERS = (
    r"you\s?tube|spotify|bandcamp|soundcloud|apple\s+music|itunes|tidal|deezer|qobuz|amazon(?:\s+music)?|mixcloud|boomkat"
    r"|discogs|last\.fm|genius|allmusic|musicbrainz|wikipedia|imdb|letterboxd|vimeo|patreon|ko-?fi"
)
_NOT_A_SOURCE_HOSTS = re.compile(
    r"(?:youtube|youtu|spotify|bandcamp|soundcloud|apple|itunes|tidal|deezer|qobuz|amazon|amzn|mixcloud|boomkat|discogs|last"
    r"|genius|allmusic|musicbrainz|wikipedia|imdb|letterboxd|vimeo|patreon|ko-fi|facebook|twitter|x|instagram|threads|tiktok"
    r"|bsky|mastodon|pinterest|whatsapp|reddit|linkedin|tumblr|gravatar|google|bit|paypal|buymeacoffee)\.\w+",
    re.IGNORECASE,
)


def _lines(*alternatives: str) -> re.Pattern[str]:
    """A pattern for whole lines, case aside; a space in an alternative stands for any space, an apostrophe for both."""
    joined = "|".join(alternatives).replace(" ", r"\s+").replace("'", "['’]")
    return re.compile(rf"(?:{joined})", re.IGNORECASE)


_AGGREGATOR_NAME = re.compile(_AGGREGATORS, re.IGNORECASE)
# An album may be called "Tidal" or "Genius": a player's name makes a card only after two parts, or after a bar.
_LINK_CARD = _lines(
    rf".{{3,}}? [-–—|·»] (?:{_AGGREGATORS})",
    rf".{{3,}}? [-–—|·»] .{{3,}}? [-–—|·»] (?:{_PLAYERS})",
    rf".{{3,}}? \| (?:{_PLAYERS})",
)
_PLAY_LINE = _lines(
    rf"\(?(?:(?:also )?(?:you can )?(?:stream|listen|hear|buy|watch|(?:pre-?)?order|purchase|download|get|find"
    rf"|available|out now)\b.*\b(?:{_PLAYERS}|here|below|above|link)\b.*"
    r"|(?:stream|listen|buy|bandcamp|spotify|youtube)\s*:.*)\)?"
)
_SHARING = _lines(
    r"(?:please )?share(?: (?:this|on|via|with|the|it)\b.*)?:?",
    r"shares?:?\s*\d*",
    r"(?:tweet|pin|like)(?: (?:this|it))?:?",
    r"copy link|re-?blog|e-?mail|facebook|twitter|x\s*\(twitter\)|pinterest|whatsapp|linkedin|reddit|tumblr|telegram",
    r"bluesky|threads|mastodon|instagram|flipboard|rss|like loading.*|loading\.*…?|click to .*",
    r"(?:\d[\d,.]*\s*k?|no) (?:shares?|likes?|views?|votes?|reads?|claps?|followers)|views?:?\s*\d[\d,.]*",
    r"post (?:not )?marked as liked.*|follow (?:us|me|on)\b.*|opens? in (?:a )?new window",
)
_ASKING = _lines(
    r"(?:subscribe|sign[ -](?:up|in)|log in|join (?:our|the|my)|enter your e-?mail)\b.*",
    r"get (?:our|the) (?:best|latest|newsletter|weekly)\b.*|become a (?:member|patron|supporter)\b.*",
    r"(?:never miss|don't miss|support (?:us|this site|our|independent)|buy me a)\b.*",
    r"(?:thanks for (?:reading|subscribing)|newsletter|(?:type )?your e-?mail)\b.*",
    r"(?:accept|reject)(?: all)?(?: cookies)?|copyright \S.*",
    r"advertisement|advertising|sponsored(?: content)?|scroll (?:down|to continue).*|article continues below.*",
)
_SMALL_PRINT = _lines(
    r".*\bplease (?:consider )?(?:support|subscrib|donat)\w*\b.*|follow\b.*\b(?:twitter|x|instagram|bluesky)\W*",
    r".*\b(?:affiliate (?:links?|commission)|amazon associate|we (?:may )?earn (?:a )?commission|uses? cookies)\b.*",
    r".*\b(?:all rights reserved|privacy policy|terms of (?:use|service))\b.*|©.*|\(c\)\s*\d{4}.*",
    r"(?:subscribe|sign[ -](?:up|in)|log in|join|enter|get|never miss|don't miss|support|become|follow|thanks for)\b.*"
    r"\b(?:newsletters?|mailing list|inbox|e-?mails?|patreon|ko-?fi|supporters?|members?|donat\w+|subscrib\w+)\b.*",
)
_POINTING = _lines(
    r"(?:next|previous) (?:post|article|story|review)\b.*|[←→«‹<>]+ .*|.* [→»›]|(?:older|newer) posts",
    r"(?:read more|continue reading|see (?:also|more)|view (?:all|more)|skip to|back to)\b.*",
    r"(?:show|load) more|all posts",
    r"(?:also read|read also|related|read next|more|see also|recommended|don't miss)\s*:.*",
    r"(?:tags?|tagged(?: (?:as|with|in))?|filed under|categor(?:y|ies)|topics?|posted in)\s*[:–—-].*",
    r"(?:filed under|posted in|tagged) .*",
    r"(?:home|reviews?|music)(?:\s*[>/»›|·•][^>/»›|·•]{1,40}){1,6}",
)
_PAGE_WORDS = _lines(
    r"home|about(?: us)?|contact(?: us)?|(?:main )?menu|search|log\s*(?:in|out)|sign in|register",
    r"x|close|back|next|previous|archives?|ads?|print|save|report|reply|follow|pocket|promoted|more",
    r"(?:(?:the|our|latest|new|editor's) )?(?:(?:album|record|music|ep|single|film|film music|soundtrack|score|vinyl"
    r"|quick|short|live|new music) )?reviews?(?: of the (?:day|week|month))?",
    r"music|albums?|news|features?|culture|arts|entertainment|blog|opinion|critics?'? (?:pick|choice)",
)
_COMMENTS = _lines(
    r"(?:(?:\d[\d,.]*|no|one|(?:leave|post|add|write) a|join the) )?(?:reader )?"
    r"(?:comments?|replies|reply|responses?|conversation|discussion)(?: \(\d+\)|\s*:?\s*\d+)?(?: (?:on|to) .*)?:?",
    r"\d+ thoughts? on .*|(?:\d+ )?(?:kommentare?|commentaires?|comentarios?|commenti|kommentarer)",
)
_MORE_PAGES = _lines(
    r"(?:related|recommended|popular|trending|latest|recent|most (?:popular|read|viewed)|similar|other|more)"
    r"(?: (?:posts?|articles?|stories|reviews?|reading|content|news|links|now|this week|like this"
    r"|(?:from|on|by) .*))?:?",
    r"you (?:may|might) (?:also )?(?:like|enjoy).*|(?:read|up|what to read) next:?|keep reading|further reading",
)
_AUTHOR_NOTE = _lines(
    r"(?:about (?:the )?(?:author|writer|critic|reviewer|contributor|me)|author(?: bio)?|bio"
    r"|über (?:den autor|die autorin)|à propos de l'auteur|sobre (?:el autor|la autora))\s*:?"
)
_RULE = re.compile(r"[\W_]*")
_STAR = re.compile(r"[★☆⭐🌟½]")


def is_rule(line: str) -> bool:
    """Whether the line only draws a rule or a bullet and says nothing."""
    return bool(_RULE.fullmatch(line)) and not _STAR.search(line)


def is_furniture(line: str) -> bool:
    """Whether the whole line, which is no sentence, is a page's: sharing, newsletter, navigation, link card."""
    return _is(line, _SHARING, _ASKING, _POINTING, _LINK_CARD) or is_small_print(line)


def is_small_print(line: str) -> bool:
    """Whether the line, even as a full sentence, is a page's: copyright, cookies, affiliate links, newsletter."""
    return _is(line, _SMALL_PRINT)


def is_page_word(line: str) -> bool:
    """Whether the line is navigation or a section's name, if it stands outside the text. Inside it may be a heading."""
    return _is(line, _PAGE_WORDS)


def is_play_line(line: str) -> bool:
    """Whether the line, which is no long sentence unless in brackets, says where to hear or buy the record."""
    longest = 20 if line.startswith("(") else 10
    return len(line.split()) <= longest and _is(line, _PLAY_LINE)


def opens_comments(line: str) -> bool:
    """Whether readers' comments begin here."""
    return _is(line, _COMMENTS)


def opens_more_pages(line: str) -> bool:
    """Whether a list of other pages begins here."""
    return _is(line, _MORE_PAGES)


def opens_author_note(line: str) -> bool:
    """Whether a note about the author begins here."""
    return _is(line, _AUTHOR_NOTE)


def _is(line: str, *patterns: re.Pattern[str]) -> bool:
    return len(line) <= LONGEST_FURNITURE and any(pattern.fullmatch(line) for pattern in patterns)


def names_aggregator(text: str) -> bool:
    """Whether `text` (a link's title, a site's name, an address) is an aggregator's: never a review's source."""
    return len(text) <= LONGEST_FURNITURE and bool(_AGGREGATOR_NAME.search(text) or _AGGREGATOR_HOSTS.search(text))


def may_be_source(url: str) -> bool:
    """Whether `url` may be where the review stands: not an aggregator's, a player's, a shop's or a social network's."""
    host = re.sub(r"^https?://(?:www\.|m\.|open\.|music\.)*", "", url.lower()).split("/")[0]
    parts = host.split(".")
    return not any(
        pattern.fullmatch(".".join(parts[at : at + 2]))
        for pattern in (_AGGREGATOR_HOSTS, _NOT_A_SOURCE_HOSTS)
        for at in range(len(parts) - 1)
    )
