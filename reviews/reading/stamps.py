"""Lines that say when a page was published or updated: "Published: 23 September 2025", "Zuletzt geändert am ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from common.names import fold
from reviews.reading.dates import EITHER, LONGEST_LINE, DateRules, PrintedDate, find_dates, is_beside_date
from reviews.reading.months import month_of
from reviews.reading.words import vocabulary

_PUBLISHED = vocabulary(
    """
    published posted reviewed created date dated added submitted pubdate uploaded online written
    publication publishing post review issue
    kritik rezension chronique critique reseña crítica recensione resenha recensie recension anmeldelse
    veröffentlicht veröffentlichung gepostet erstellt eingestellt datum erschienen geschrieben publiziert verfasst
    publié publiée posté postée paru parue mis ligne création publication rédigé
    publicado publicada fecha creado escrito publicación
    pubblicato pubblicata postato data pubblicazione inserito scritto
    publicação postado postada criado data escrito
    hinzugefügt ajouté ajoutée añadido añadida aggiunto aggiunta toegevoegd
    gepubliceerd geplaatst gepost datum aangemaakt geschreven
    publicerad publicerat publicerades skapad datum inlagd skriven
    publisert publiceret udgivet skrevet julkaistu opublikowano dodano napisane data wydano publikováno vydáno
    yayınlandı yayın tarihi опубликовано дата публикации dodania közzétéve publikováno přidáno
    公開 公開日 掲載 掲載日 投稿 投稿日 日付 入力 입력 등록 게시 작성일 发布 发布时间 發佈 发表 نشر تاريخ
    """
)
_UPDATED = vocabulary(
    """
    updated update modified edited revised corrected amended changed refreshed
    aktualisiert aktualisierung geändert bearbeitet überarbeitet korrigiert
    mis jour modifié modifiée actualisé corrigé modification
    actualizado actualizada modificado modificada actualización editado corregido
    aggiornato aggiornata modificato modificata aggiornamento
    atualizado atualizada modificado atualização editado
    bijgewerkt gewijzigd aangepast laatst
    uppdaterad uppdaterat uppdaterades ändrad senast
    oppdatert opdateret redigert ændret päivitetty muokattu zaktualizowano zmodyfikowano aktualizováno güncellendi
    обновлено изменено 更新 更新日 最終更新 最終更新日 修正 수정 업데이트 最后更新 frissítve
    """
)
_FILLERS = vocabulary(
    """
    this the a an article post story review page piece entry column feature record album was is has been on at in time
    first originally initially last lastly online of and just by site web our here
    diese dieser dieses der die das artikel beitrag kritik rezension wurde zuletzt am vom den um letzte letzter letztes
    online stand zuerst
    cet cette le la les article chronique critique a été dernière dernier fois en à au du de il
    este esta el la los artículo reseña crítica fue última vez en de
    questo questa il lo la articolo recensione è stato stata ultima ultimo volta in del di
    este esta o a artigo resenha crítica foi última último vez em de
    del della dello des
    dit deze het artikel recensie werd is laatst op de
    den det denna detta artikeln artikel recension recensionen är senast på
    dne w o g. г. в
    """
)
# "… 更新" behind a date says that the page appeared then; before it, as a label, that it was changed.
_SAID_OF_POSTS = dict.fromkeys(("更新", "UPDATE", "Update", "UP", "up"), "公開")
_AGO = re.compile(
    r"(?:about |over |almost )?(?:\d{1,3}\+?|an?|one|two|three) ?(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month"
    r"|year)s? ago"
    r"|yesterday|today|just now|(?:vor|il y a|hace|ha|for) (?:\d{1,3}|un|une|um|uma|una|en|einem|einer) "
    r"[^\W\d_]{2,10}(?: sedan)?"
    r"|(?:\d{1,3}|un|una|een) [^\W\d_]{2,10} (?:fa|geleden|sedan|siden|sitten|temu)"
    r"|gestern|heute|hier|aujourd ?hui|ayer|hoy|ieri|oggi|ontem|hoje|gisteren|vandaag|i ?gar|i ?dag",
    re.IGNORECASE,
)
_MONTH_AND_YEAR = re.compile(r"(?P<month>[^\W\d_]{3,14})[.,]{0,2}\s(?:de\s)?\d{4}")
_REASON = re.compile(r"[.,;:]?\s*(?:to|in order|with|after|because|for|um|pour|para|per|om|för)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Stamp:
    """What a line says about the page's own dates. `labelled` tells "Published: ..." from a bare date.

    Where it names no day for certain, `unclear` holds the words, and `problem` says what is wrong with them.
    """

    published: date | None = None
    updated: date | None = None
    labelled: bool = False
    unclear: str = ""
    problem: str = ""


def read_stamp(line: str, rules: DateRules = EITHER) -> Stamp | None:
    """What `line` as a whole says of the page's dates where it says one thing; None when it is no such line."""
    stamps = read_stamps(line, rules)
    return stamps[0] if stamps and len(stamps) == 1 else None


def read_stamps(line: str, rules: DateRules = EITHER) -> tuple[Stamp, ...] | None:
    """Every date of publication or update that `line` states; None when any part of it says something else.

    "Sep 23, 2025", "Published 23 September 2025, updated 3 October 2025", "This article was updated on ... to add ..."
    """
    line = line.strip(" ()[]*_（）")
    if not line or len(line) > LONGEST_LINE:
        return None
    dates = find_dates(line, rules)
    if not dates:
        return _vague(line)
    labels = [line[: dates[0].start], *(line[one.end : other.start] for one, other in pairwise(dates))]
    rest = line[dates[-1].end :]
    if len(dates) == 1 and not labels[0].strip() and _label(rest) in ("published", "updated"):
        labels, rest = [_SAID_OF_POSTS.get(rest.strip(), rest)], ""
    read = zip(labels, dates, strict=True)
    stamps = [stamp for label, printed in read if (stamp := _stamp(label, printed, line))]
    if len(stamps) < len(dates):
        return None
    rest = "" if rest.rstrip().endswith(":") and _label(rest.strip(" |·•–—-:")) in ("published", "updated") else rest
    explained = stamps[-1].updated and _REASON.match(rest)
    return tuple(stamps) if explained or is_beside_date(rest.strip(" .()[]（）")) else None


def is_stamp_label(text: str) -> bool:
    """Whether `text` is a label such as "Published on", with nothing else beside it."""
    return _label(text) not in (None, "")


def _stamp(label: str, printed: PrintedDate, line: str) -> Stamp | None:
    kind = _label(label)
    if kind is None:
        return None
    if printed.day is None:
        return Stamp(labelled=bool(kind), unclear=line, problem=printed.problem)
    if kind == "updated":
        return Stamp(updated=printed.day, labelled=True)
    return Stamp(published=printed.day, labelled=bool(kind))


def _label(text: str) -> str | None:
    """ "published", "updated", or nothing for a bare date; None when the words say something else."""
    words = [word for word in _words(text) if not is_beside_date(word)]
    kinds = {_kind(word) for word in words}
    if None in kinds:
        return None
    if "updated" in kinds:
        return "updated"
    if "published" in kinds:
        return "published"
    return "" if not words or not _words(text) else None


_BESIDE_WORDS = str.maketrans(dict.fromkeys(":：,.()", " "))


def _words(text: str) -> list[str]:
    return text.translate(_BESIDE_WORDS).split()


def _kind(word: str) -> str | None:
    word = word.casefold()
    if word in _UPDATED:
        return "updated"
    if word in _PUBLISHED:
        return "published"
    return "filler" if word in _FILLERS or not any(map(str.isalnum, word)) else None


def _vague(line: str) -> tuple[Stamp, ...] | None:
    """A line that speaks of the page's date without naming a day: "Published yesterday", "March 2024"."""
    words = _words(line)
    while words and _kind(words[0]) in ("published", "updated", "filler") and len(words) > 1:
        if _AGO.fullmatch(fold(" ".join(words))):
            break
        words.pop(0)
    named = " ".join(words)
    month = _MONTH_AND_YEAR.fullmatch(named)
    labelled = len(words) < len(_words(line))
    if _AGO.fullmatch(fold(named)) or (month and month_of(month["month"])):
        return (Stamp(labelled=labelled, unclear=line, problem="names no day"),)
    return None
