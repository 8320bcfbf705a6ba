"""Lines that belong to a page and not to the review on it: sharing, newsletters, navigation, link cards, comments."""

from __future__ import annotations

import re

from common.expressions import LineExpression, on_a_line

LONGEST_FURNITURE = 300
LONGEST_CREDITS, MOSTLY = 1_200, 0.75
FEWEST_ITEMS, MOST_WORDS_OF_ITEM = 3, 4

_AGGREGATORS = (
    r"album\s+of\s+the\s+year|aoty|metacritic|any\s?decent\s?music\??|rotten\s+tomatoes|open\s?critic"
    r"|rate\s?your\s?music"
    r"|book\s?marks|critiquebrainz|musicboard|acclaimed\s?music"
)
_AGGREGATOR_HOSTS = re.compile(
    r"(?:albumoftheyear|metacritic|anydecentmusic|rottentomatoes|opencritic|rateyourmusic|sonemic|bookmarks"
    r"|critiquebrainz"
    r"|musicboard|acclaimedmusic)\.\w+",
    re.IGNORECASE,
)
_PLAYERS = (
    r"you\s?tube|spotify|bandcamp|soundcloud|apple\s+music|itunes|tidal|deezer|qobuz|amazon(?:\s+music)?|mixcloud"
    r"|boomkat"
    r"|discogs|last\.fm|genius|allmusic|musicbrainz|wikipedia|imdb|letterboxd|vimeo|patreon|ko-?fi"
)
_NOT_A_SOURCE_HOSTS = re.compile(
    r"(?:youtube|youtu|spotify|bandcamp|soundcloud|apple|itunes|tidal|deezer|qobuz|amazon|amzn|mixcloud|boomkat"
    r"|discogs|last"
    r"|genius|allmusic|musicbrainz|wikipedia|imdb|letterboxd|vimeo|patreon|ko-fi|facebook|twitter|x|instagram"
    r"|threads|tiktok"
    r"|bsky|mastodon|pinterest|whatsapp|reddit|linkedin|tumblr|gravatar|google|bit|paypal|buymeacoffee)\.\w+",
    re.IGNORECASE,
)


def _lines(*alternatives: str) -> LineExpression:
    """A pattern for whole lines, case aside; a space in an alternative stands for any space, an apostrophe for both."""
    joined = "|".join(alternatives).replace(" ", r"\s+").replace("'", "['’]")
    return on_a_line(rf"(?:{joined})", re.IGNORECASE, longest=LONGEST_FURNITURE)


_AGGREGATOR_NAME = re.compile(_AGGREGATORS, re.IGNORECASE)
_PLAYER_NAME = re.compile(
    rf"(?:{_PLAYERS}|facebook|twitter|x|instagram|tik\s?tok|tumblr|word\s?press(?:\.com)?|blogger|blogspot|substack"
    rf"|medium|google|ghost|squarespace|wix"
    r"|disqus|creative\s+commons|getty(?:\s+images)?|youtube)(?:\.com)?",
    re.IGNORECASE,
)
# An album may be called "Tidal" or "Genius": a player's name makes a card only after two parts, or after a bar.
_LINK_CARD = _lines(
    rf".{{3,}}? [-–—|·»] (?:{_AGGREGATORS})",
    rf".{{3,}}? [-–—|·»] .{{3,}}? [-–—|·»] (?:{_PLAYERS})",
    rf".{{3,}}? \| (?:{_PLAYERS})",
)
_PLAY_LINE = _lines(
    rf"\(?(?:(?:also )?(?:you can )?(?:stream|listen|hear|buy|watch|(?:pre-?)?order|purchase|download|get|find"
    rf"|available|out now)\b.*\b(?:{_PLAYERS}|here|below|above|link|store|shop)\b.*"
    r"|(?:stream|listen|buy|bandcamp|spotify|youtube)\s*:.*)\)?"
)
_PLAYER = _lines(
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*/\s*\d{1,2}:\d{2}(?::\d{2})?)?|[01]\.?\d?x|-\d{1,2}:\d{2}",
    r"(?:play|pause|mute|unmute|fullscreen|enter full ?screen|play (?:video|audio|all|now)|now playing|audio player"
    r"|video player|your browser does not support .*"
    r"|use up/down arrow keys .*|download (?:audio|mp3)|embed(?: code)?|playlist|queue|shuffle|loaded: .*|stream "
    r"type .*|remaining time .*)",
    r"(?:loading the player|please enable javascript|this video is (?:unavailable|private)|watch (?:on youtube|the "
    r"video|later)|video unavailable).*",
    r"(?:listen|watch|hear|stream|see|check out|video|audio|official video|escucha|escuchar|mira|ver|hören|höre"
    r"|anhören|schau|ansehen|écouter|écoutez|regarder|ascolta|guarda"
    r"|ouça|assista|luister|beluister|bekijk|lyssna|se|hør|lytt)\s*:\s*.*",
    r".{2,80} (?:\(|\[)official (?:music |lyric )?(?:video|audio|visualizer)(?:\)|\]).*",
    r"(?:album|record|cover|front|sleeve) (?:cover|art(?:work)?)(?: (?:for|of|by) .*)?:?|.{2,80} (?:\()?(?:album"
    r"|cover) (?:cover|art(?:work)?)\)?|cover artwork",
    r".{2,90}\.(?:jpe?g|png|gif|webp)(?: .*)?",
)
_SHARING = _lines(
    r"(?:please )?share(?: (?:this|on|via|with|the|it)\b.*)?:?",
    r"shares?:?\s*\d*",
    r"(?:cover (?:art )?)?\d[\d.,]*\s*[|/·(]?\s*\d[\d,.]* (?:ratings?|votes?)\)?",
    r"(?:(?:user|your|member|community) )ratings?(?: \(\d+\))?|buy this (?:album|cd|record|title)\b.*",
    r"(?:tweet|pin|like)(?: (?:this|it))?:?",
    r"copy link|re-?blog|e-?mail|facebook|twitter|x\s*\(twitter\)|pinterest|whatsapp|linkedin|reddit|tumblr|telegram",
    r"bluesky|threads|mastodon|instagram|flipboard|rss|like loading.*|loading\.*…?|click to .*",
    r"(?:\d[\d,.]*\s*k?|no) (?:shares?|likes?|views?|votes?|reads?|claps?|followers)|views?:?\s*\d[\d,.]*",
    r"post (?:not )?marked as liked.*|follow (?:us|me|on)\b.*|opens? in (?:a )?new window",
    r"(?:teilen|artikel teilen|beitrag teilen|diesen (?:artikel|beitrag) teilen|drucken|merken|weiterlesen|mehr "
    r"lesen|weitersagen)(?:[: ].{0,60})?",
    r"(?:partager|partagez|partager (?:cet article|sur|ceci)|imprimer|lire la suite|envoyer par e-?mail|j'aime)(?: "
    r".{0,40})?:?",
    r"(?:compartir|comparte|compártelo|compartir (?:en|esto)|imprimir|leer más|seguir leyendo|me gusta)(?:[: "
    r"].{0,60})?",
    r"(?:condividi|condividi (?:su|questo)|stampa|leggi tutto|continua a leggere|mi piace)(?:[: ].{0,60})?",
    r"(?:compartilhar|compartilhe|partilhar|leia mais|continue lendo|curtir)(?:[: ].{0,60})?",
    r"(?:delen|deel (?:dit|via|op)|deel dit artikel|lees meer|lees verder|afdrukken)(?:[: ].{0,60})?",
    r"(?:dela|dela (?:på|artikeln|via)|skriv ut|läs mer|fortsätt läsa|gilla)(?:[: ].{0,60})?",
)
_ASKING = _lines(
    r"(?:newsletter (?:abonnieren|anmelden)|jetzt (?:abonnieren|anmelden|lesen)|s'abonner|abonnez-vous"
    r"|inscrivez-vous|suscríbete|suscribirse|iscriviti|inscreva-se|assine"
    r"|abonneer je|schrijf je in|prenumerera|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie"
    r"|annons|reklame|annonce)\b.{0,80}",
    r"(?:subscribe|sign[ -](?:up|in)|log in|join (?:our|the|my)|enter your e-?mail)\b.*",
    r"get (?:our|the) (?:best|latest|newsletter|weekly)\b.*|become a (?:member|patron|supporter)\b.*",
    r"(?:never miss|don't miss|support (?:us|this site|our|independent)|buy me a)\b.*",
    r"\S+@\S+\.\S+|(?:e-?mail|contact)\s*:\s*\S+@\S+|(?:digite|introduce|entrez|gib|inserisci) (?:seu|tu|votre|deine"
    r"|la tua) e-?mail.*",
    r"(?:thanks for (?:reading|subscribing)|newsletter|(?:type )?your e-?mail)\b.*",
    r"(?:accept|reject)(?: all)?(?: cookies)?|copyright \S.*",
    r"advertisement|advertising|sponsored(?: content)?|scroll (?:down|to continue).*|article continues below.*",
)
_SMALL_PRINT = _lines(
    r".*\b(?:our|free|weekly|daily|e-?mail) (?:\w+ ){0,2}newsletters?\b.*|.*\bthis (?:article|page) includes "
    r"content\b.*|.*\bwe ask for your permission\b.*",
    r"(?:segui|sigue|siga|síguenos|suivez|folge|folgt|volg|följ)\b.{0,40}\b(?:twitter|instagram|facebook|bluesky|telegram)\b.*",
    r"(?:det här|detta|dette|det her) (?:är|er) (?:en|et) (?:recension|krönika|anmeldelse|kommentar|kronikk)\..{0,160}",
    r"the (?:opinions|views) expressed (?:in|on|by|here)\b.*",
    r"this (?:review|article) is (?:also )?available (?:in|on|at|as)\b.*",
    r".*\bplease (?:consider )?(?:support|subscrib|donat)\w*\b.*|follow\b.*\b(?:twitter|x|instagram|bluesky)\W*",
    r".*\b(?:affiliate (?:links?|commission)|amazon associate|we (?:may )?earn (?:a )?commission|uses? cookies)\b.*",
    r".*\b(?:all rights reserved|privacy policy|terms of (?:use|service))\b.*|©.*|\(c\)\s*\d{4}.*",
    r"(?:subscribe|sign[ -](?:up|in)|log in|join|enter|get|never miss|don't miss|support|become|follow|thanks for)\b.*"
    r"\b(?:newsletters?|mailing list|inbox|e-?mails?|patreon|ko-?fi|supporters?|members?|donat\w+|subscrib\w+)\b.*",
)
_POINTING = _lines(
    r"(?:next|previous) (?:post|article|story|review)\b.*|(?:next|previous|nächster|vorheriger|suivant"
    r"|précédent)\s*: .*|[←→‹<>]+ .*|« [^»]*|[^«‹]* [→»›>]+|(?:older|newer) posts",
    r"(?:read more|continue reading|see (?:also|more)|view (?:all|more)|skip to|back to)\b.*",
    r"(?:show|load) more|all posts",
    r"(?:check out|see|read|browse|find|explore) (?:all |more )?(?:of )?(?:our|my|other|more)\b.{0,40}\b(?:reviews"
    r"|articles|posts)\b.{0,20}",
    r"[▲△↑].{0,30}|.{0,12}ページ(?:トップ|の先頭)(?:へ|に戻る)?|(?:back to )?top of page",
    r"(?:best viewed|optimi[sz](?:ed|ado|é|iert|zato)) .{2,40}",
    r"(?:also read|read also|related|read next|more|see also|recommended|don't miss)\s*:.*",
    r"(?:tags?|tagged(?: (?:as|with|in))?|filed under|categor(?:y|ies)|topics?|posted in|keywords?|labels?"
    r"|schlagw[oö]rter|schlagworte|kategorien?|stichworte|themen"
    r"|étiquettes?|mots-clés|catégories?|etiquetas?|categorías?|temas|etichette|categori[ae]|palavras-chave"
    r"|marcadores|categorias?|trefwoorden|categorieën|categorie"
    r"|etiketter|taggar|kategorier?|ämnen)\s*[:–—-].*",
    r"(?:filed under|posted in|tagged|veröffentlicht (?:in|unter)|abgelegt unter|verschlagwortet mit|publié dans"
    r"|publicado en|archivado en|etiquetado (?:con|como)"
    r"|pubblicato in|archiviato in|publicado em|geplaatst in|getagd met|publicerat i|publicerad i) .*",
    r"(?:home|reviews?|music)(?:\s*[>/»›|·•][^>/»›|·•]{1,40}){1,6}",
)
_HOME = (
    r"home(?: page)?|startseite|start|accueil|inicio|página inicial|início|home page|hem|strona główna|ana sayfa"
    r"|главная|ホーム|etusivu"
    r"|forside|hjem|domů|főoldal|pagina iniziale|top|トップ(?:ページ)?|首页|主页|홈"
    r"|board index|forum index|foren-übersicht|index du forum|índice general"
)
_BARE_ADDRESS = on_a_line(r"(?:https?://)?www\.[\w.-]{2,80}/?", re.IGNORECASE)
_HOME_ALONE = _lines(_HOME)
_PAGE_WORDS = _lines(
    r"(?:film|buch|konzert|platten|album|cd|musik)kritik(?:en)?",
    r"(?:startseite|über uns|kontakt|impressum|datenschutz|suche|menü|anmelden|zurück|weiter|musik|kritik(?:en)?"
    r"|rezension(?:en)?|platten|alben|plattenkritik(?:en)?"
    r"|album der woche|cd-?kritik(?:en)?|konzerte|termine|termes|accueil|à propos|recherche|connexion|retour|musique"
    r"|critiques?|chroniques?|disques?|actualités?|actus?"
    r"|inicio|sobre nosotros|contacto|buscar|menú|música|discos|críticas?|reseñas?|noticias|entrevistas|conciertos"
    r"|chi siamo|contatti|cerca|musica|dischi|recensioni|recensione"
    r"|notizie|interviste|concerti|início|sobre|contato|busca|resenhas?|notícias|entrevistas|over ons|zoeken|muziek"
    r"|recensies?|nieuws|platen|hem|om oss|sök|kontakta oss"
    r"|recensioner|skivor|skivrecensioner|nyheter|inhalt|zum inhalt springen|aller au contenu|saltar al contenido"
    r"|vai al contenuto|ga naar de inhoud|hoppa till innehåll"
    r"|pular para o conteúdo|skip to (?:main )?content|jump to:? .*|navigation|toggle (?:navigation|menu|search)"
    r"|site navigation"
    r"|primary menu)",
    r"abo(?:nnement)?|e-?paper|lokales|mein konto|mon compte|mi cuenta|podcast",
    r"home|about(?: us)?|contact(?: us)?|(?:main )?menu|search|log\s*(?:in|out)|sign in|register",
    rf"{_HOME}|skip to .{{1,30}}",
    r"x|close|back|next|previous|archives?|ads?|print|save|report|reply|follow|pocket|promoted|more",
    r"(?:(?:the|our|latest|new|editor's) )?(?:(?:album|record|music|ep|single|film|film music|soundtrack|score|vinyl"
    r"|quick|short|live|new music) )?reviews?(?: of the (?:day|week|month))?",
    r"music|albums?|news|features?|culture|arts|entertainment|blog|opinion|critics?'? (?:pick|choice)|interviews?"
    r"|live(?: reports?)?|lists?|charts?|genres?|forums?"
    r"|columns?|concerts?|gigs?|tours?|videos?|podcasts?|best new music|discover|articles?|moods?|themes?|sport"
    r"|lifestyle|pop and rock|livres|libros|libri|livros|bücher|boeken|böcker|nöje|kultur|noje|scen|actu|culture"
    r"|cultura|espectáculos|spettacoli|concerti|cinéma|cine|kino|film|crónicas?|opiniones|rezensionen|kritiken|kronik|feuilleton|books|games|stage|tv"
    r"|blogroll|rss|subscribe|newsletters?|sign up|get the app|start writing|print subscriptions|search jobs|open "
    r"navigation menu|agenda|jeux-concours|quiénes somos"
    r"|афиша|рецензии|интервью|новости|haberler|albüm eleştirileri|söyleşiler|recenzje|recenze|płyty|wywiady"
    r"|anmeldelser|nyheder|kultur(?:e|a)?|uit & thuis|leisure|menü"
    r"|乐评|新闻|专访|专栏|唱片|音乐|(?:ディスク|アルバム)?レ[ビヴ]ュー|新譜紹介|新譜|ニュース|インタビュー|音楽|음악|(?:음반|앨범)?\s?리뷰|뉴스|인터뷰"
    r"|ツイート|シェア|ブックマーク|関連記事|댓글|공유|paylaş|tweetle|tweet|pin it|share",
)
_BREADCRUMB = _lines(rf"[>»›]?\s*(?:{_HOME})\s*(?:[>/»›‹|·•:→]{{1,2}})\s*.{{1,200}}")
_ITEM_SEPARATOR = re.compile(r"\s+[|·•/»›>∙]\s+|\s*::\s*|\s*[|·•∙]\s*|\s{2,}|\t")
_BESIDE_SECTION = re.compile(r"\s+[|/»›>·•]\s+|\s*::\s*|\s{2,}")
_COMMENTS = _lines(
    r"(?:(?:\d[\d,.]*|no|one|(?:leave|post|add|write) (?:a|your)|join the|view (?:all|the)|show|most recent|recent) )?"
    r"(?:user |reader(?:'?s'?)? )?"
    r"(?:comments?|replies|reply|responses?|conversation|discussion)(?: \(\d+\)|\s*:?\s*\d+)?(?: (?:on|to) .*)?:?",
    r"re\s?: .{3,}",
    r"(?:\d+|one|two) thoughts? on .*|leave (?:us )?(?:a )?(?:comment|reply).*|what (?:do|did) you think\b.*\?.*",
    r"(?:your e-?mail address will not be published|you must be logged in to|log in to (?:reply|comment)|comments? "
    r"(?:are|is) closed).*",
    r"(?:\d+|ein|én|en|ett|ingen|1) kommentar(?:er|ar)?(?: (?:til|om)\b.*)?|(?:\d+|brak) komentarz(?:e|y)?:?"
    r"|(?:\d+ )?комментари(?:й|я|ев)(?: к\b.*)?|(?:на)?пишите (?:ваш )?комментарий|оставить комментарий",
    r"be the first to (?:comment|review|rate)\b.*|.{0,90}(?:vuoi essere il prim[oa]|want to be the first"
    r"|willst du (?:der|die) erste sein|quieres ser (?:el|la) primer[oa]|veux-tu être (?:le|la) premi(?:er|ère))\?",
    r"discussion about this (?:post|podcast)|add a public comment.*|sort by(?: best| newest)?|disqus.*|loading "
    r"comments.*",
    r"(?:\d+ |keine |schreibe einen |hinterlasse einen )?kommentare?(?: (?:zu|schreiben|hinterlassen|abschicken"
    r"|verfassen)\b.*|\s*[:(].*)?",
    r"(?:schreibe|hinterlasse) (?:einen kommentar|eine antwort).*|antwort(?:en)? (?:abbrechen|schreiben).*"
    r"|leserkommentare.*",
    r"(?:\d+ |aucun |laisser un |laissez un |ajouter un |poster un )?commentaires?(?: (?:sur|à|pour)\b.*|\s*[:(].*)?"
    r"|laisser une réponse.*",
    r"réagir à cet article.*|vos (?:avis|commentaires|réactions).*|avis des (?:internautes|lecteurs).*",
    r"(?:\d+ |sin |ningún |deja (?:un|tu) |publicar un |añadir un )?comentarios?(?: (?:en|a|sobre)\b.*|\s*[:(].*)?"
    r"|deja una respuesta.*",
    r"(?:\d+ |nessun |lascia un |posta un |aggiungi un |scrivi un )?comment[io](?: (?:su|a)\b.*|\s*[:(].*)?|lascia "
    r"una risposta.*",
    r"(?:\d+ |sem |nenhum |deixe (?:um|seu) |postar um )?comentários?(?: (?:em|a|sobre)\b.*|\s*[:(].*)?|deixe uma "
    r"resposta.*",
    r"(?:\d+ |geen |laat een |plaats een )?(?:reacties?|reactie)(?: (?:achter|op)\b.*|\s*[:(].*)?|geef een reactie.*",
    r"(?:комментари[ийя]|коментари|yorumlar?|komentarze|komentáře|diskuse(?: k článku)?|hozzászólások?|kommentit"
    r"|コメント(?:する|欄)?|댓글|评论|التعليقات)(?:\s*[:(]?\s*\d*\)?)?",
    r"(?:\d+ |inga |lämna en |skriv en )?kommentar(?:er)?(?: (?:till|om)\b.*|\s*[:(].*)?|lämna ett svar.*|(?:legg "
    r"igjen|skriv) en kommentar.*",
)
_MORE_PAGES = _lines(
    r"(?:derni[eè]res?|nos) (?:chroniques|critiques)|[uú]ltimas? (?:rese[ñn]as|cr[ií]ticas|resenhas)"
    r"|ultime recensioni|laatste recensies|ostatnie recenzje|nejnovější recenze",
    r"(?:otros discos|autres (?:disques|chroniques)|altri dischi|weitere (?:platten|kritiken)|andere (?:platen"
    r"|recensies)|other (?:albums|records|reviews)|also reviewed|outros discos|andra skivor|další recenze"
    r"|inne recenzje):?(?: .*)?",
    r"(?:related|recommended|popular|trending|latest|recent|most (?:popular|read|viewed|recent)|similar|other|more"
    r"|our latest)"
    r"(?: (?:posts?|articles?|stories|story|reviews?|reading|content|news|links|now|this week|like this|topics|tags"
    r"|videos?|music"
    r"|album reviews?|music reviews?|features?|in \w+|(?:from|on|by|about) .*))?:?",
    r"you (?:may|might|will|'ll) (?:also )?(?:like|enjoy|love|be interested in).*|(?:read|up|what to read|listen) "
    r"next:?|keep reading|further reading",
    r"(?:recommended|suggested) (?:for you|reading|by \w+).*|explore more.*|more to (?:explore|read).*|also on .*"
    r"|don't miss|trending(?: now)?",
    r"(?:ähnliche|verwandte|weitere|mehr|neueste|aktuelle|beliebte) (?:artikel|beiträge|rezensionen|kritiken|themen"
    r"|reviews?|posts?|news|meldungen).*",
    r"das könnte (?:dich|sie|euch|ihnen) auch .*|mehr (?:zum thema|von|aus|lesen|zu)\b.*|auch interessant.*|lesen "
    r"sie auch.*",
    r"(?:articles?|chroniques?|sujets?|billets?|autres articles) (?:similaires?|liés|connexes|récents?|associés"
    r"|populaires).*|à lire (?:aussi|également).*"
    r"|(?:lire|voir) aussi.*|dans la même (?:catégorie|rubrique).*|vous aimerez (?:aussi|peut-être).*|sur le même "
    r"(?:sujet|thème).*|du même (?:artiste|auteur).*",
    r"(?:artículos?|entradas?|noticias|publicaciones|reseñas|críticas|contenido) (?:relacionad[oa]s?|recientes"
    r"|similares).*"
    r"|(?:también )?te puede interesar.*|quizá te interese.*|más (?:sobre|de|noticias|reseñas|críticas)\b.*|lee "
    r"también.*|también te puede gustar.*",
    r"(?:articoli|post|recensioni|notizie) (?:correlat[ie]|simili|recenti|collegat[ie]).*|potrebbe (?:interessarti"
    r"|piacerti)(?: anche)?.*|leggi anche.*|altre? (?:recensioni|articoli)\b.*|ti potrebbe.*",
    r"(?:artigos?|posts?|notícias|resenhas|matérias|publicações) (?:relacionad[oa]s?|recentes|semelhantes).*|leia "
    r"também.*|veja também.*|você (?:também )?pode gostar.*|mais (?:sobre|de|resenhas)\b.*",
    r"(?:gerelateerde|verwante|meer|andere|recente) (?:artikelen|berichten|recensies|nieuws)\b.*|lees ook.*|meer "
    r"(?:over|van|lezen)\b.*|misschien vind je dit ook.*|dit vind je misschien ook.*",
    r"(?:relaterade|liknande|fler|senaste) (?:artiklar|inlägg|recensioner|nyheter)\b.*|läs (?:också|även|mer)\b.*"
    r"|mer (?:om|från|av)\b.*|du kanske också.*|sjå også.*|se også.*|les også.*|læs også.*|mest lest.*",
    r"(?:czytaj|zobacz) (?:też|także).*",
)
_AUTHOR_NOTE = _lines(
    r"(?:about (?:the )?(?:author|writer|critic|reviewer|contributor|me)|author(?: bio)?|bio"
    r"|über (?:den autor|die autorin)|à propos de l'auteur|sobre (?:el autor|la autora))\s*:?"
)
_MADE_BY = re.compile(
    r"(?:[\w'’]+\s){0,4}?(?:composed|conducted|performed|played|recorded|mixed|mastered|produced|written|arranged|engineered"
    r"|orchestrated|executive\s+producer)(?:[\s,&]+(?:and\s+)?(?:mixed|mastered|produced|arranged|conducted|performed))*"
    r"\s+(?:by|at|in)\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\W_]*")
_STAR = re.compile(r"[★☆⭐🌟½]")


def is_rule(line: str) -> bool:
    """Whether the line only draws a rule or a bullet and says nothing."""
    return bool(_RULE.fullmatch(line)) and not _STAR.search(line)


def is_furniture(line: str) -> bool:
    """Whether the whole line, which is no sentence, is a page's: sharing, newsletter, navigation, link card."""
    return _is(line, _SHARING, _ASKING, _POINTING, _LINK_CARD, _PLAYER) or is_navigation(line) or is_small_print(line)


def is_small_print(line: str) -> bool:
    """Whether the line, even as a full sentence, is a page's: copyright, cookies, affiliate links, newsletter."""
    return _is(line, _SMALL_PRINT)


def is_navigation(line: str) -> bool:
    """Whether the line is a menu or a trail of sections: several short items of which most are a page's own words."""
    if len(line) > LONGEST_FURNITURE:
        return False
    if _is(line, _BREADCRUMB):
        return True
    items = [item for item in _ITEM_SEPARATOR.split(line.strip()) if item.strip()]
    if len(items) == 1:
        words = line.split()
        return len(words) >= FEWEST_ITEMS and all(map(is_page_word, words))
    known = sum(is_page_word(item.strip()) for item in items)
    most = known * 2 >= len(items) if len(items) >= FEWEST_ITEMS else known == len(items)
    return most and all(len(item.split()) <= MOST_WORDS_OF_ITEM for item in items)


def is_home(line: str) -> bool:
    """Whether the line is the first item of a menu, or a trail that begins with it."""
    return bool(_HOME_ALONE.fullmatch(line)) or _is(line, _BREADCRUMB)


def is_bare_address(line: str) -> bool:
    """Whether the line is a site's address and nothing else ("www.lantern.example"): under a day, a record's."""
    return bool(_BARE_ADDRESS.fullmatch(line))


def without_sections(line: str) -> str:
    """A site's name beside a section's ("The Quiet Desk / Reviews"), alone; empty where the line is no such pair."""
    items = [item.strip() for item in _BESIDE_SECTION.split(line.strip()) if item.strip()]
    others = [item for item in items if not is_page_word(item)]
    return others[0] if len(items) == 2 and len(others) == 1 and len(line) <= LONGEST_FURNITURE else ""


def is_page_word(line: str) -> bool:
    """Whether the line is navigation or a section's name, if it stands outside the text. Inside it may be a heading."""
    return _is(line, _PAGE_WORDS)


def is_play_line(line: str) -> bool:
    """Whether the line, which is no long sentence unless in brackets, says where to hear or buy the record."""
    longest = 20 if line.startswith("(") else 10
    return len(line.split()) <= longest and _is(line, _PLAY_LINE)


def credits_production(line: str) -> bool:
    """Whether a paragraph says who made a record, and nothing else: "Music composed by … Recorded and mixed by …"."""
    if len(line) > LONGEST_CREDITS:
        return False
    sentences = [part for part in re.split(r"(?<=[.;])\s+", line.strip()) if part]
    made = sum(bool(_MADE_BY.match(sentence)) for sentence in sentences)
    return made > 1 and made >= MOSTLY * len(sentences)


def opens_comments(line: str) -> bool:
    """Whether readers' comments begin here."""
    return _is(line, _COMMENTS)


def opens_more_pages(line: str) -> bool:
    """Whether a list of other pages begins here."""
    return _is(line, _MORE_PAGES)


def opens_author_note(line: str) -> bool:
    """Whether a note about the author begins here."""
    return _is(line, _AUTHOR_NOTE)


def _is(line: str, *patterns: LineExpression) -> bool:
    return any(pattern.fullmatch(line) for pattern in patterns)


def names_aggregator(text: str) -> bool:
    """Whether `text` (a link's title, a site's name, an address) is an aggregator's: never a review's source."""
    return len(text) <= LONGEST_FURNITURE and bool(_AGGREGATOR_NAME.search(text) or _AGGREGATOR_HOSTS.search(text))


def names_player(text: str) -> bool:
    """Whether `text` is the name of a player, a shop or another site that is no publication."""
    return len(text) <= LONGEST_FURNITURE and bool(_PLAYER_NAME.fullmatch(text))


def may_be_source(url: str) -> bool:
    """Whether `url` may be where the review stands: not an aggregator's, a player's, a shop's or a social network's."""
    host = re.sub(r"^https?://(?:www\.|m\.|open\.|music\.)*", "", url.lower()).split("/")[0]
    parts = host.split(".")
    return not any(
        pattern.fullmatch(".".join(parts[at : at + 2]))
        for pattern in (_AGGREGATOR_HOSTS, _NOT_A_SOURCE_HOSTS)
        for at in range(len(parts) - 1)
    )
