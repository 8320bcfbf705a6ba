"""The labels that stand before a review's grade, and those of other people's: "Rating", "Gesamtwertung", "Readers"."""

from __future__ import annotations

import re

from common.names import fold
from reviews.reading.words import vocabulary

_OVERALL = vocabulary(
    """
    the our my final overall total album record s reviewer reviewers critic critics editor editors author authors
    writer writers staff die unser unsere mein meine gesamt endgültige la le notre ma nuestra mi la il nostro mio a o
    nossa minha onze mijn vår min this cd lp ep of for global globale gesamte generale générale général geral
    complessivo totaal totalt general redactie redaktion rédaction redazione redacción redação redakcji redakce
    """
)
_LABELS = frozenset(
    map(
        fold,
        vocabulary("""
        rating rated rate score scored scores grade graded verdict overall total final stars star marks mark points
        point out bewertung wertung gesamtwertung gesamtbewertung note gesamtnote punkte sterne punktzahl urteil
        schulnote gesamteindruck
        notation appréciation évaluation étoiles
        puntuación valoración nota calificación puntaje puntos estrellas
        voto punteggio valutazione giudizio punti stelle
        pontuação avaliação classificação estrelas
        cijfer score waardering beoordeling sterren punten eindcijfer eindscore
        betyg betygsättning omdöme poäng
        karakter terningkast vurdering bedømmelse ocena arvosana hodnocení puan cotação értékelés pontszám оценка
        評価 点数 採点 評点 評価点 평점 별점 점수 评分 التقييم تقييم
        """),
    )
)
_SITE_BEFORE = re.compile(r"[\w-]{2,30}\.[a-z]{2,4}(?:-|[’']s\s|\s)(?=\S)", re.IGNORECASE)
_OF_A_SITE = frozenset(("kritik", "review", "critique", "verdict", "urteil"))
ALONE_TOO = frozenset({"album", "record", "overall", "total", "final", "soundtrack", "disc", "music"})
OF_OTHERS = frozenset(
    map(
        fold,
        vocabulary("""
        user users reader readers audience visitor visitors member members community customer fans fan average imdb
        metacritic metascore leser leserwertung nutzer lecteurs internautes lectores usuarios lettori utenti leitores
        usuários lezers läsare votes bezoekers besucher visiteurs visitantes visitatori besökare czytelników čtenářů
        """),
    )
)


def is_grade_label(text: str) -> bool:
    """Whether `text` is the label of the review's own grade: "Rating", "Our verdict", "somewhere.de-Wertung"."""
    site = _SITE_BEFORE.match(text)
    words = fold(text[site.end() :] if site else text).split()
    if site and len(words) == 1 and words[0] in _OF_A_SITE:
        return True
    if not words or len(words) > 5 or OF_OTHERS & set(words):
        return False
    if " ".join(words) in ALONE_TOO:
        return True
    telling = [word for word in words if word not in _OVERALL]
    return bool(telling) and all(word in _LABELS or word in ALONE_TOO for word in telling)
