"""Addresses on the web: when two of them are one page."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import connection
from django.db.models import CharField, Func

# Names no function but PostgreSQL's own: indexes are built without a search path.
FUNCTIONS = r"""
CREATE OR REPLACE FUNCTION page_key(url text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    rest text := regexp_replace(btrim(url), '^https?:/*', '', 'i');
    host text;
    path text;
    query text;
    fragment text;
BEGIN
    -- Most addresses are plain.
    path := lower(rest);
    IF path ~ '^[a-z0-9][a-z0-9.-]+[a-z0-9](?:/[a-z0-9_-]+)*(?:/|\.html?)?$'
        AND path !~ '(?:^|\.)(?:m|mobile|amp)\.|/amp(?:/|$)|/page/1/?$|/(?:index|default)\.' THEN
        RETURN regexp_replace(rtrim(path, '/'), '^(?:www\d?\.)+(?=[^.]+\.)', '');
    END IF;
    -- One spelling of each character: as it is where it needs no escape, escaped where it is no ASCII.
    IF rest ~ '%|[^ -~]' THEN
        SELECT string_agg(CASE
            WHEN piece[1] ~* '^%(2d|2e|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])$'
                THEN chr(get_byte(decode(substr(piece[1], 2), 'hex'), 0))
            WHEN ascii(piece[1]) > 127
                THEN regexp_replace(encode(convert_to(piece[1], 'UTF8'), 'hex'), '(..)', '%\1', 'g')
            ELSE piece[1] END, '' ORDER BY place)
        INTO rest FROM regexp_matches(normalize(rest, NFC), '%[0-9a-fA-F]{2}|[^ -~]|[ -$&-~]+|%', 'g')
            WITH ORDINALITY AS found (piece, place);
    END IF;
    rest := lower(rest);
    -- Copies that lead to the page: caches of its mobile form, and the Internet Archive's.
    IF rest ~ '^(www\.google\.[a-z.]+/amp|[^/]+\.cdn\.ampproject\.org/[acvw]|web\.archive\.org/web)/' THEN
        rest := regexp_replace(rest, '^(?:[^/]+/amp|[^/]+/[acvw])/(?:s/)?(?=[^/]+\.[^/])', '');
        rest := regexp_replace(rest, '^web\.archive\.org/web/[\da-z_*]+/(?:https?:/+)?(?=[^/]+\.[^/])', '');
    END IF;
    host := substring(rest from '^[^/?#\\]*');
    rest := translate(substr(rest, length(host) + 1), '\', '/');
    host := regexp_replace(regexp_replace(host, '^.*@', ''), '\.*(?::(?:80|443)?)?$', '');
    host := regexp_replace(host, '^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)', '');
    path := substring(rest from '^[^?#]*');
    query := substring(rest from '\?([^#]*)');
    -- A fragment names a place of the page, unless a program in the page makes pages of it.
    fragment := coalesce(substring(rest from '#[!/].*$'), '');
    path := regexp_replace(path, ';(?:jsessionid|phpsessid|sid)=[^/;]*', '', 'g');
    path := regexp_replace(path, '(?:/+\.(?=/|$))+|/+(?=/)', '', 'g');
    path := regexp_replace(regexp_replace(path, '^(?:/amp)+(?=/.)', ''), '(?:\.amp)+(?=\.html?/*$)', '');
    path := regexp_replace(path, '(?:/|\.amp(?=/|$)'
        '|/(?:amp|page/1|(?:index|default)\.(?:[jps]?html?|php\d?|aspx?|jspx?|cfm))(?=/|$))+$', '');
    IF query IS NOT NULL THEN
        SELECT string_agg(part, '&' ORDER BY part COLLATE "C") INTO query
        FROM regexp_split_to_table(replace(query, '%20', '+'), '[&?]+') part
        WHERE part !~ '^(?:(?:utm|mtm|pk|hsa|mc|at|_hs|oly|vero)_[a-z0-9_]+'
            '|(?:fb|g|gb|wb|dc|y|tw|tt|li|ms|sc|ysc)clid|(?:gbra|wbra)id|msclkid|yclid|igshid?|_ga|_gl|mkt_tok|s_cid'
            '|ncid|cmpid|ocid|ito|icid|xtor|wt_mc|wt\.mc_id|smid|smtyp|si|spm|feature|guccounter|guce_[a-z_]+'
            '|ref|ref_src|ref_url|referr?er|amp|outputtype|print|printable)(?:=|$)|^page=1$|^$';
    END IF;
    RETURN host || path || coalesce('?' || nullif(query, ''), '') || fragment;
END $$;
"""
"""What the database knows of addresses. Migrations bring it there."""


def source_key(url: object) -> Func:
    """What is left of an address (a column's name, or a `Value`) when its page alone matters, as an SQL expression.

    Scheme, "www." and what names a form for telephones, capitals, ports that go without saying, escapes that need not
    be, slashes, an index at the end, parameters that only say where a reader came from, and the fragment do not; nor
    whether it is the page itself or a copy in the cache of a search engine or in the Internet Archive. Tables compare
    and index it, so the rule is a function of the database, `page_key`.
    """
    return Func(url, function="page_key", output_field=CharField())


def are_one_page(one: str, other: str) -> bool:
    """Whether two addresses lead to one page. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_key(%s) = page_key(%s)", [one, other])
        return cursor.fetchone()[0]


def host_and_path(url: str) -> tuple[str, str]:
    """The host of an address in small letters, without "www.", and its path without a slash at the end."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    return host.rstrip(".").removeprefix("www."), parts.path.rstrip("/")


def host_of(url: str) -> str:
    """The host of an address in small letters, without "www."; empty for what is no address."""
    return host_and_path(url)[0]
