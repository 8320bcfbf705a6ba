"""The kind of a document by its words: what its headline calls it, and what its text speaks of."""

from __future__ import annotations

import re
from itertools import pairwise

from reviews.reading.kinds import Kind
from reviews.reading.words import word_count

ENOUGH_CHARACTERS = 12_000
LONGEST_QUESTION = 45
LONGEST_SALUTATION = 80
FEWEST_RANKED = 2
FEWEST_EXPLAINED, MOST_EXPLAINING = 5, 60
FEWEST_QUESTIONS = 3
LEAST_SPOKEN = 0.4


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _vocabulary(words: str) -> re.Pattern[str]:
    """A pattern of words in a text, "_" for the space within an expression."""
    return _words(*(word.replace("_", r"\s+") for word in words.split()))


_WELCOME = (
    r"(?:hello\s+(?:and|&)\s+)?welcome(?:\s+to\s+.{2,60})?[!.]*$|what\s+is\s+this\s+(?:site|blog|page)\??$|about\s+this\s+blog$",
    r"(?:herzlich\s+)?willkommen(?:\s+(?:auf|bei)\s+.{2,60})?[!.]*$|bienvenue(?:\s+(?:sur|à)\s+.{2,60})?[!.]*$",
    r"bienvenid[oa]s?(?:\s+a\s+.{2,60})?$|benvenut[oi](?:\s+(?:su|a)\s+.{2,60})?[!.]*$|bem-vind[oa]s?(?:\s+a[o]?\s+.{2,60})?$",
    r"welkom(?:\s+(?:bij|op)\s+.{2,60})?[!.]*$|välkommen(?:\s+till\s+.{2,60})?$",
)
_ON_GRADING = (
    r"(?:how|what)\s+(?:i|we|our|my|the)\s+(?:\w+\s+){0,2}?(?:grades?|rates?|scores?|ratings|evaluate)(?:\s+(?:albums|records"
    r"|music|mean|are\s+given|work))?$",
    r"^(?:my|our|the|album)?\s*(?:rating|grading|scoring|review|ratings)\s+(?:system|scale|guide|standards|policy|criteria)$",
    r"(?:making|about|explaining|understanding)\s+(?:sense\s+of\s+)?(?:the|our|my)\s+(?:grades?|ratings|scores)$",
    r"wie\s+(?:wir|ich)\s+.{0,25}bewerten?$|bewertungs(?:system|skala|kriterien|schema)$",
    r"comment\s+(?:nous|je)\s+not(?:ons|e)\b|système\s+de\s+notation$|(?:notre|mon)\s+barème$",
    r"cómo\s+(?:puntuamos|puntúo|valoramos|calificamos)\b|sistema\s+de\s+(?:puntuación|calificación|notas|avaliação)$",
    r"come\s+(?:votiamo|valutiamo)\b|sistema\s+di\s+(?:voto|valutazione)$|scala\s+di\s+valutazione$|como\s+avaliamos\b",
    r"hoe\s+(?:wij|we|ik)\s+.{0,20}beoordel\w+$|beoordelingssysteem$|betygs(?:skala|system)$|så\s+betygsätter\s+vi$",
)
_HEADLINES = (
    (
        Kind.LIST,
        _words(
            r"(?:the\s+)?(?:\d{1,3}|ten|twenty|fifty|(?:one\s+)?hundred)\s+(?:best|greatest|worst|essential"
            r"|favou?rite)",
            r"(?:our\s+)?(?:best|favou?rite|top|essential)\s+(?:\d{1,3}\s+)?(?:albums|records|songs|tracks"
            r"|singles)\s+of",
            r"(?:albums|records|songs|tracks)\s+of\s+(?:the\s+(?:year|decade)|(?:19|20)\d\d)",
            r"top\s+\d{1,3}",
            r"(?:every|all)\s+.{2,60}\branked",
            r"ranked",
            r"playlists?",
            r"(?:die\s+)?(?:besten|wichtigsten)\s+(?:\d{1,3}\s+)?(?:alben|platten|songs|lieder)",
            r"les\s+(?:\d{1,3}\s+)?meilleurs\s+(?:albums|disques|titres)",
            r"(?:los|las)\s+(?:\d{1,3}\s+)?mejores\s+(?:discos|álbumes|canciones)",
            r"i\s+(?:\d{1,3}\s+)?migliori\s+(?:dischi|album|brani)",
            r"(?:os|as)\s+(?:\d{1,3}\s+)?melhores\s+(?:discos|álbuns|músicas)",
            r"(?:de\s+)?(?:\d{1,3}\s+)?beste\s+(?:albums|platen|nummers)",
            r"(?:\d{1,3}|ten|twelve|twenty|zehn|dix|diez|dieci|dez|tien|tio|ti)\s+(?:new\s+|great\s+)?"
            r"(?:songs|tracks|tunes|lieder|chansons|titres|morceaux|canciones|canzoni|brani|músicas|liedjes"
            r"|nummers|låtar)",
        ),
    ),
    (
        Kind.LIVE,
        _words(
            r"(?:live|concert|gig|festival)\s+(?:review|report)",
            r"live\s+(?:at|in|im|@)\s+(?:the\s+)?\w[^:]{2,60}\breview",
            r"konzert(?:bericht|kritik|rezension)",
            r"live-?bericht",
            r"(?:compte[\s-]rendu|chronique|critique)\s+(?:de\s+)?concert",
            r"live\s+report",
            r"cr[óo]nica\s+(?:de\s+(?:l\s+)?)?concierto",
            r"concert(?:verslag|recensie)",
            r"konsert(?:recension|anmeldelse|omtale)",
            r"koncert(?:anmeldelse|recenzja)",
            r"relacja\s+z\s+koncertu",
            r"keikka-?arvio",
            r"live[\s-]*(?:recensies?|recension(?:e|er)?|rese[ñn]a|crítica|kritik|rezension|anmeldelse|bericht|verslag|review"
            r"|report|chronique)",
            r"@\s+[^\W\d_].{2,60}",
        ),
    ),
    (
        Kind.INTERVIEW,
        _words(
            r"interviews?",
            r"q\s?&\s?a",
            r"(?:im|ein)\s+gespräch(?:\s+mit)?",
            r"in\s+conversation\s+with",
            r"entretien(?:\s+avec)?",
            r"entrevista",
            r"intervista",
            r"intervju",
            r"wywiad",
            r"haastattelu",
            r"インタビュー",
            r"인터뷰",
            r"интервью",
        ),
    ),
    (
        Kind.FILM,
        _words(
            r"(?:film|movie|cinema)\s?-?(?:review|kritik|recension|recensie|anmeldelse)",
            r"critique\s+(?:de\s+)?film",
            r"filmkritik",
        ),
    ),
    (Kind.BOOK, _words(r"book\s+review", r"buch(?:kritik|besprechung)", r"boekrecensie", r"bokrecension")),
    (Kind.GAME, _words(r"(?:video\s*)?game\s+review", r"spieletest")),
    (
        Kind.PRODUCT,
        _words(
            r"(?:platten|cd-?)?spieler\s+im\s+test",
            r"(?:kopfhörer|lautsprecher|verstärker|gitarren?|keyboards?|synthesizer|mikrofone?)\s+(?:im\s+)?test",
            r"(?:headphones?|earbuds|turntables?|speakers?|amplifiers?|soundbars?|synths?)\b.{0,30}\b(?:review|tested)",
            r"(?:casques?|enceintes?|platines?)\b.{0,30}\b(?:en\s+test|test|à\s+l['’]essai)",
            r"(?:auriculares|altavoces|giradiscos)\b.{0,30}\b(?:análisis|a\s+prueba)",
        ),
    ),
    (
        Kind.TRACK,
        _words(
            r"(?:single|track|song|tune)\s+(?:of\s+the\s+(?:week|day|month)|review)",
            r"(?:new\s+)?single\s*:",
            r"single\s+der\s+woche",
            r"(?:le\s+)?(?:titre|morceau|chanson|clip)\s+(?:du\s+jour|de\s+la\s+semaine)",
            r"(?:song|lied|track)\s+(?:des\s+tages|der\s+woche)",
            r"(?:la\s+)?(?:canción|cancion|tema)\s+(?:del\s+día|de\s+la\s+semana)",
            r"(?:il\s+)?(?:brano|pezzo|canzone)\s+(?:del\s+giorno|della\s+settimana)",
            r"(?:a\s+)?música\s+(?:do\s+dia|da\s+semana)",
            r"(?:nummer|liedje|track)\s+van\s+de\s+(?:dag|week)",
            r"(?:veckans|dagens)\s+låt",
            r"(?:recensione|critique|chronique|reseña|resenha|crítica|kritik|rezension|review|recensie|recension)\s+"
            r"(?:del|du|do|da|della|de\s+la|zur|zum|des|of|van\s+de|av)\s+"
            r"(?:singolo|brano|canzone|single|singel|titre|morceau|chanson|sencillo|canción|tema|faixa|música|song|lied)",
            r"(?:рецензия|обзор|отзыв)\s+на\s+(?:новый\s+)?(?:сингл|трек|песню|клип)",
            r"(?:single|singel|song|låt)-?(?:recensione?|recensies?|recension|anmeldelse|kritik|rezension)",
            r"(?:latest|new|brand[\s-]new|debut|neue|aktuelle|nouveau|premier|nuevo|primer|nuovo|novo|nieuwe|nya|ny)\s+"
            r"(?:single|singel|sencillo|track|song|lied|titre|tema|brano)s?(?=[\s,:]+[\"“„‘'«‹])",
        ),
    ),
    (
        Kind.NEWS,
        _words(
            r"premi[eè]res?\s*:",
            r"(?:announces?|announced|unveils?|shares?|debuts?|teases?|drops?|confirms?|reveals?)\s+(?:(?:a|an"
            r"|the|their|his|her|its|new|first|second|third|debut|details|release|upcoming|forthcoming|world"
            r"|uk|us|european|summer|\d{4})\s+)*"
            r"(?:album|ep|lp|single|song|track|video|tour|dates?|line-?up|details|record|reissue|headliners?"
            r"|festival)",
            r"kündig(?:t|en)\b.{0,60}\ban",
            r"annonce(?:nt)?\s+(?:un|une|son|leur|le)",
            r"anuncian?\s+(?:su|nuevo|un|una|el|gira|disco|fechas)",
            r"annuncia(?:no)?\s+(?:il|un|una|l['’])",
            r"kondigt\b.{0,60}\baan",
            r"press\s+release",
            r"comunicato\s+stampa",
            r"pressemitteilung",
            r"(?:ist\s+)?(?:gestorben|tot)$",
            r"(?:has\s+died|dies\s+(?:at|aged)|dead\s+at)(?:\s+\d{2})?",
            r"est\s+mort(?:e)?|mort\s+de",
            r"(?:muere|fallece|ha\s+muerto)",
            r"(?:è\s+morto|è\s+morta|addio\s+a)",
            r"(?:is\s+overleden|overleden)$",
            r"(?:är\s+död|har\s+avlidit|ist\s+verstorben)",
            r"communiqué\s+de\s+presse",
            r"nota\s+de\s+prensa",
            r"persbericht",
            r"pressmeddelande",
        ),
    ),
    (
        Kind.OTHER,
        _words(
            *_ON_GRADING,
            *_WELCOME,
            r"podcasts?",
            r"ep(?:isode|\.)?\s*#?\d{1,4}\s*[:–-]",
            r"folge\s+\d{1,4}\s*[:–-]",
            r"épisode\s+\d{1,4}",
        ),
    ),
)
_PAGES_OF_A_SITE = re.compile(
    r"(?:about(?:\s+(?:us|this\s+site))?|om\s+oss|über\s+uns|à\s+propos|qui\s+sommes[\s-]nous|contact|kontakt"
    r"|impressum|imprint|privacy(?:\s+policy)?"
    r"|datenschutz\w*|sobre\s+(?:nosotros|nós)|quiénes\s+somos|chi\s+siamo|over\s+ons|om\s+os|o\s+nas"
    r"|tietoa\s+meistä|archives?|home|frequently\s+asked\s+questions|faq)",
    re.IGNORECASE,
)
_GATHERS = re.compile(
    r"(?:(?:this|the)\s+(?:week|month)['’]s\s+|veckans\s+|månadens\s+|ukens\s+|ugens\s+)?"
    r"(?:(?:album|record|cd|skiv|plate|plade|platten)-?\s?(?:reviews|recensioner|anmeldelser|kritiken)|neue\s+platten)"
    r"(?:\s+(?:of\s+the\s+(?:week|month)|der\s+woche|des\s+monats|de\s+la\s+semaine|de\s+la\s+semana|della\s+settimana"
    r"|da\s+semana|van\s+de\s+week|w\d{1,2}))?",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"[(\[]?(?P<grade>[A-F][+-]?|\d{1,3}(?:[.,]\d)?(?:\s?/\s?\d{1,3})?(?:\s?stars?)?)[)\]]?(?:\s*[:|=]\s*|\s+[–—-]\s+|$)",
)
_RANKED = re.compile(r"(?:#|no\.?\s|nr\.?\s)?(?P<number>\d{1,3})\s?[.):/–—-]\s+\S", re.IGNORECASE)
_TO_READERS = re.compile(
    r"(?:(?:dear|liebe|hallo|werte|geschätzte|chère?s|cari|care|queridos|queridas|caros|estimados|beste|lieve|kära|kjære|kære"
    r"|drodzy|дорогие)\s+"
    r"(?:readers?|friends|subscribers?|leser\w*|freunde|abonnent\w*|lecteurs|lectrices|lettori|lettrici|lectores|lectoras"
    r"|leitores|lezers|läsare|lesere|læsere|czytelnicy|читатели)\b[\s,!:;]*(?:und|et|e|y|en|och|and)?\s*){1,2}"
    r"(?:\w{0,20}\s?){0,3}[,!.:]*",
    re.IGNORECASE,
)
_ALBUM = _vocabulary(
    r"""
    (?:debut\s*|mini-?)?albums? records? lps? eps? alben albumet plat(?:te|ten|en|er) plaat plades? pladen
    scheibe disques? discos? dischi skivan? skivor levy\w* płyt\w* des(?:ka|ce|ku|ky) albüm\w* lemez\w*
    альбом\w* пластинк\w* tracks? songs? stücke? lied(?:er)? chansons? morceaux? canci(?:ón|ones) brani
    canzon[ei] faixas? nummers? låtar?
    """
)
_FILM = _vocabulary(
    r"""
    films? movies? director screenplay cast actors? scenes? regie regisseur\w* drehbuch darsteller\w* kino\w*
    réalisat\w+ scénario acteurs? película guion actriz regista sceneggiatura attori skådespel\w+ season
    episodes?
    """
)
_BOOK = _vocabulary(
    r"""
    books? novels? chapters? pages? \d+\s?pp\.? isbn biograph(?:y|er|ies) memoirs? paperback hardback
    buch(?:es)? seiten kapitel roman livre libro boek bok(?:en)?
    """
)
_GAME = _vocabulary(
    r"""
    games? gameplay players? levels? playstation xbox nintendo spiel(?:er|e|s)? console pc
    """
)
_PRODUCT = _vocabulary(
    r"""
    headphones? earbuds amplifiers? amp turntable speakers? pedal battery bluetooth kopfhörer verstärker usb
    firmware plattenspieler tonabnehmer lautsprecher akku ausstattung verarbeitung software hersteller euro preis
    platine casque enceintes giradiscos auriculares giradischi cuffie draaitafel koptelefoon skivspelare hörlurar
    """
)
_LIVE = _vocabulary(
    r"""
    encores? zugaben? rappels? set-?list support_act crowd audience on\s?stage bühne publikum\w* front_rows?
    venue halle soundcheck tour_continues samstagabend scène escenario palco podium scenen public doors
    besucher konzert\w* concert gig conciertos? sala público bises telonero concerto pubblico bis encore rappel
    publiek toegift zaal voorprogramma koncert\w* publiczno\w* bisy publik концерт\w* публик\w* зал\w* ライブ
    アンコール 会場 show plateia
    """
)
_NEWS_WORDS = _vocabulary(
    r"""
    (?:is|are|comes?)_out_(?:on_)?(?:\d|january|february|march|april|may|june|july|august|september|october|november|december|next)
    due_(?:out|in|on) pre-?orders? tour_dates tickets? will_be_released watch_it_below listen_below
    first_(?:taste|single)_(?:of|from) erscheint_am vorverkauf\w* sort(?:ira)?_le en_concert_le sale_el
    esce_(?:il|venerdì) in_uscita verschijnt_op dagkaart weekendkaart ufficio_stampa pressekontakt
    press_contact for_immediate_release con_preghiera_di line-?up hoofdact headliners? singolo gira entradas
    a_la_venta arrancará fechas tournée billets en_tournée tournee tour biglietti turné bilety koncertní
    is_onderweg in_aanloop_naar staat_op_\d{1,2}_\w+ laat_niet_lang_op_zich_wachten
    arriverà uscirà si_esibirà in_vendita in_arrivo sarà_disponibile prossimo_album
    sortira à_paraître sera_disponible sera_en_concert se_produira
    saldrá se_publicará actuará(?:n)? presentará(?:n)? será_lançado chega_às_plataformas fará_shows?
    wird_erscheinen steht_bevor auf_tour_gehen kommt_am_\d släpps_den ger_sig_ut_på kommer_att_släppa
    vstupenky concerts? en_concierto announced_today
    """
)
_SHOP_WORDS = _vocabulary(
    r"""
    add_to_(?:cart|basket|bag) in_stock warenkorb auf_lager lieferzeit inkl\.\s*mwst ajouter_au_panier
    en_stock añadir_al_carrito aggiungi_al_carrello disponibilità in_winkelwagen op_voorraad i_lager
    lägg_i_(?:varu)?korgen do_koszyka free_shipping versand customer_reviews kundenbewertungen checkout
    """
)
_PODCAST_WORDS = _vocabulary(
    r"""
    episodes? podcasts? show_notes mailbag listener subscribe \d\d:\d\d(?::\d\d)? folge wherever_you_listen
    """
)
_UNSPACED_ALBUM = re.compile("アルバム|曲|앨범|专辑|專輯")
_SPOKEN_OF = (
    (Kind.FILM, 3, _FILM),
    (Kind.BOOK, 3, _BOOK),
    (Kind.GAME, 3, _GAME),
    (Kind.PRODUCT, 3, _PRODUCT),
    (Kind.LIVE, 4, _LIVE),
)
_SPEAKER = re.compile(r"(?P<name>[^\W\d_][^:\n]{0,40}?)\s*:\s+\S")
_FACT_LABELS = re.compile(
    r"(?:rating|score|label|artist|album|title|genre|by|grade|note|wertung|tracks?|format|producer)", re.IGNORECASE
)


def kind_of_headline(headline: str) -> Kind | None:
    """The kind that a headline calls the piece, if it is another than a review of an album."""
    if _PAGES_OF_A_SITE.fullmatch(headline.strip(" .:")):
        return Kind.OTHER
    return next((kind for kind, pattern in _HEADLINES if pattern.search(headline)), None)


def gathers_reviews(headline: str) -> bool:
    """Whether a headline says that reviews are gathered below: "Veckans skivrecensioner", "CD reviews of the month"."""
    return bool(_GATHERS.fullmatch(headline.strip(" .:!")))


def explains_grades(paragraphs: list[str]) -> bool:
    """Whether several lines each say what one grade of a scale means: "A+: without a flaw", "4.5 stars | brilliant"."""
    lines = [line.strip() for paragraph in paragraphs for line in paragraph.split("\n")]
    grades = [match["grade"].strip() for line in lines if (match := _EXPLAINED.match(line))]
    letters = [grade for grade in grades if grade[0].isalpha()]
    if len(set(letters)) >= FEWEST_EXPLAINED:
        return True
    numbers = [float(re.split(r"[\s/]", grade.replace(",", "."))[0]) for grade in grades if grade[0].isdigit()]
    return len(set(numbers)) >= FEWEST_EXPLAINED and numbers == sorted(numbers, reverse=True)


def counts_down(paragraphs: list[str]) -> bool:
    """Whether names stand under one another with figures that go down to the first: "3. …", "2. …", "1. …"."""
    lines = [line.strip() for paragraph in paragraphs for line in paragraph.split("\n")]
    numbers = [int(match["number"]) for line in lines if len(line) < 120 and (match := _RANKED.match(line))]
    runs = [pair for pair in pairwise(numbers) if pair[0] == pair[1] + 1]
    return len(runs) >= FEWEST_RANKED and len(runs) == len(numbers) - 1


def kind_of_text(paragraphs: list[str]) -> Kind | None:
    """The kind that the text speaks for by itself, if it is another than a review of an album.

    Interviews by their questions or speakers; the rest by the words of their trade, where those outnumber the words
    for records and their songs.
    """
    if _is_interview(paragraphs):
        return Kind.INTERVIEW
    if counts_down(paragraphs):
        return Kind.LIST
    if explains_grades(paragraphs[:MOST_EXPLAINING]):
        return Kind.OTHER
    if any(len(one) <= LONGEST_SALUTATION and _TO_READERS.fullmatch(one.strip()) for one in paragraphs[:6]):
        return Kind.OTHER
    text = "\n".join(paragraphs)[:ENOUGH_CHARACTERS]
    if _different(_SHOP_WORDS, text) >= 3:
        return Kind.PRODUCT
    if _different(_PODCAST_WORDS, text) >= 5:
        return Kind.OTHER
    about_albums = len(_ALBUM.findall(text)) + len(_UNSPACED_ALBUM.findall(text))
    for kind, fewest, pattern in _SPOKEN_OF:
        if _different(pattern, text) >= fewest and len(pattern.findall(text)) > 2 * about_albums:
            return kind
    return Kind.NEWS if _different(_NEWS_WORDS, text) >= 3 else None


def _different(pattern: re.Pattern[str], text: str) -> int:
    return len({" ".join(found.lower().split()) for found in pattern.findall(text)})


def _is_interview(paragraphs: list[str]) -> bool:
    """Whether several paragraphs are nothing but a question that the next one answers, or name who speaks."""
    paragraphs = [line for paragraph in paragraphs for line in paragraph.split("\n") if line.strip()]
    questions = sum(
        one.rstrip(' "”’').endswith(("?", "？"))
        and word_count(one) <= LONGEST_QUESTION
        and not other.rstrip(' "”’').endswith("?")
        for one, other in pairwise(paragraphs)
    )
    if questions >= FEWEST_QUESTIONS and questions >= len(paragraphs) / 5:
        return True
    speakers: dict[str, int] = {}
    spoken = 0
    for paragraph in paragraphs:
        match = _SPEAKER.match(paragraph[:80])
        if match and not _FACT_LABELS.fullmatch(match["name"]):
            speakers[match["name"].lower()] = speakers.get(match["name"].lower(), 0) + 1
            spoken += word_count(paragraph)
    repeated = [count for count in speakers.values() if count > 1]
    enough = spoken >= LEAST_SPOKEN * sum(map(word_count, paragraphs))
    return sum(repeated) >= FEWEST_QUESTIONS and len(repeated) >= 2 and enough
