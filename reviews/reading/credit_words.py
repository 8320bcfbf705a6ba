"""Words of the lines that give credit: labels before names, credits of pictures, bylines that name nobody."""

from __future__ import annotations

import re

LONGEST_BYLINE = 200

BY_LABELS = (
    r"(?:an?\s+|the\s+|original\s+)?(?:(?:words|text|(?:album\s+|cd\s+|record\s+|music\s+|staff\s+|guest\s+)?review"
    r"|reviewed"
    r"|written|story|report|post"
    r"|posted|published|authored|article|contributed|submitted|added|created)\s+)?by"
)
FROM_LABELS = (
    r"(?:eine?\s+)?(?:text|kritik|rezension|review|beitrag|geschrieben|verfasst|gepostet|veröffentlicht|erstellt"
    r"|eingestellt)\s+von"
    r"|(?:une?\s+)?(?:texte|critique|chronique|écrit|écrite|rédigé|rédigée|publié|publiée|posté|postée|proposé"
    r"|proposée|article|signé)"
    r"\s+(?:par|de)"
    r"|(?:texto|reseña|crítica|escrito|escrita|publicado|publicada|artículo|enviado|resenha|postado|postada"
    r"|artigo)\s+(?:por|de)"
    r"|a\s+cura\s+di|(?:testo|recensione|articolo|scritto|scritta|pubblicato|pubblicata|postato|inserito)\s+(?:di|da)"
    r"|(?:tekst|recensie|artikel|geschreven|gepost|geplaatst|gepubliceerd|toegevoegd)\s+(?:door|van)"
    r"|(?:text|recension|artikel|skriven|skrivet|publicerad|publicerat|anmeldt|skrevet|tekst|anmeldelse"
    r"|udgivet)\s+(?:av|af)"
)
COLON_LABELS = (
    r"words|writer|author|reviewer|(?:music\s+)?critic|byline|contributor|text|written|reviewed|review\s+author"
    r"|posted|by|door|von|par|por|di|av|af|przez"
    r"|autor(?:in)?|redakteur(?:in)?|rezensent(?:in)?|verfasser(?:in)?|auteur|autrice|texte|chroniqueur|chroniqueuse"
    r"|rédacteur"
    r"|rédactrice|rédaction|autora?|redactora?|texto|firma|escribe|autore|testo|recensore|redattore|redattrice"
    r"|resenhista"
    r"|tekst|recensent|schrijver|skribent|författare|anmelder|skrevet|ord|foto\s+en\s+tekst"
    r"|írta|szerző|tekst|napisała?|autorka|napsala?|kirjoittaja|teksti|arvostelija|yazan|yazar|автор|текст|рецензент"
    r"|執筆|(?:選|取材|構成)・文|文|著者|筆者|投稿者|作者|文・|기자|글|작성자|الكاتب|بقلم"
)
_LABEL_ALONE = re.compile(rf"(?:{BY_LABELS}|{FROM_LABELS}|{COLON_LABELS})\s*:?", re.IGNORECASE)
_OTHER_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|photography|pictures?|pics?|images?|illustrations?|artwork|cover(?:\s+art)?|video|edited"
    r"|interview"
    r"|featured\s+image|header|foto(?:s|grafie|graf(?:in)?)?|bild(?:er)?|crédits?\s+photo|photographies?|fotografía"
    r"|imagen"
    r"|imagem|immagine|beeld|titelbild)(?:\s+(?:credit|quelle|source))?s?\s*(?:by\b|:|©|courtesy|via\b|/).*"
    r"|(?:image|photo)\s+credits?\b.*|credits?\s*:.*|getty\s+images.*|(?:courtesy|courtesy\s+of)\s.*"
    r"|.{2,40}/\s?(?:getty(?:\s+images)?|ap|reuters|afp|redferns|wireimage|shutterstock|rex)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:album\s+)?(?:cover|artwork|sleeve|capa|portada|carátula|pochette|copertina|hoes|okładka|omslag(?:et)?|obal|cover(?:bild)?)\s+"
    r"(?:art\s+)?(?:of|for|from|do|da|de|del|della|di|van|von|zu|till|til|desky|alba|płyty)\b.{0,120}|"
    r".{0,250}\b(?:photo(?:graph(?:y|er)?)?s?|picture|pic|image|credit|foto(?:grafie|graf)?|bild|imagen"
    r"|crédit\s+photo|beeld)\s*(?:credit)?s?\s*(?:[:©/]|by\b|via\b|courtesy\b).{0,80}"
    r"|.{0,200}(?:\bgetty\s+images|/getty|/redferns|/wireimage|/ap\b|/rex\b|\bcourtesy\s+of\b.{0,60}\))[)\].]*",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:by|von|par|por|di|de|door|av|af|przez|od|text[eo]?|testo|tekst|author|autore?)[ .:|]*|"
    r"(?:(?:the|our|site|web|guest|die|la|le|el|il|o|a|de)\s+)?(?:admin(?:istrator)?|staff|editors?|editorial|team"
    r"|guest|anonymous"
    r"|unknown|newsroom|contributors?|webmaster|redaktion(?:en)?|redazione|rédaction|redacción|redação|redactie"
    r"|invitado|gast)\b.*"
    r"|.*\b(?:staff|team|admin|editors|editorial|newsroom|redaktion|redazione|redactie)",
    re.IGNORECASE,
)


def is_label_alone(line: str) -> bool:
    """Whether the line is a label for the name on the next one: "Words by", "AUTEUR :"."""
    return len(line) <= 40 and bool(_LABEL_ALONE.fullmatch(line.strip(" *_")))


def is_nobody(name: str) -> bool:
    """Whether a byline names no person: "Staff", "Admin", "The Editors"."""
    return bool(_NOBODY.fullmatch(name[:LONGEST_BYLINE]))


def is_other_credit(line: str) -> bool:
    """Whether the line credits a picture or the like, not the writing."""
    return len(line) <= LONGEST_BYLINE and bool(_OTHER_CREDIT.fullmatch(line.strip(" ()[]*_")))


def is_caption(line: str) -> bool:
    """Whether a line stands under a picture: it ends by saying whose that is."""
    return is_other_credit(line) or bool(_CAPTION.fullmatch(line))
