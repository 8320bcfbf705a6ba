"""What a site says over a post: how to join it or log in, and of which month or tag the posts below are."""

from __future__ import annotations

import re

from common.expressions import on_a_line

LONGEST_INVITATION = 45

_JOINING = re.compile(
    r"(?:(?:please|jetzt|hier|not\s+a\s+member\?|noch\s+kein\s+mitglied\?)\s+)?(?:kostenlos\s+)?"
    r"(?:register|sign\s+(?:up|in)|log\s?in|create\s+an?\s+account|you\s+(?:must|need\s+to)\s+(?:be\s+)?log"
    r"|registrier\w*|anmelden|melde\s+dich|logge?\s+dich|einloggen"
    r"|inscri(?:vez|s)|connecte[zr]|identifie[zr]|créez?\s+(?:un|votre)"
    r"|regístrate|registrarse|inicia\s+sesión|identifícate|crea\s+(?:tu|una)"
    r"|registrati|iscriviti|effettua\s+il\s+login|accedi|crea\s+un"
    r"|registre-se|cadastre-se|inicie\s+sess|faça\s+(?:o\s+)?login|entre\s+com"
    r"|registreer|meld\s+je\s+aan|schrijf\s+je\s+in|maak\s+een"
    r"|registrera|logga\s+in|skapa\s+ett|als\s+mitglied|as\s+a\s+member)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:account|members?|user\s?name|passwords?|comment(?:er|s)?|utent[ei]|commentare|mitglied\w*|benutzername\w*"
    r"|passwort|konto|kommentieren|compte|membres?|mot\s+de\s+passe|cuenta|usuarios?|contraseña|comentar|conta|senha"
    r"|usuário|membro|gebruikersnaam|wachtwoord|reageren|lid|medlem|användarnamn|lösenord|kommentera)\b",
    re.IGNORECASE,
)
_BOX = on_a_line(
    r"(?:(?:member|user|utente|benutzer|usuario|membre|gebruiker)s?\s+log\s?in|log\s?in\s+(?:utente|member|user)"
    r"|remember\s+me|angemeldet\s+bleiben|eingeloggt\s+bleiben|ricordami|resta\s+collegato|se\s+souvenir\s+de\s+moi"
    r"|rester\s+connecté|s['’]inscrire(?:\s+gratuitement)?|recuérdame|recordarme|lembrar(?:-me|\s+de\s+mim)?"
    r"|onthoud\s+mij|ingelogd\s+blijven|kom\s+ihåg\s+mig|(?:forgot|lost)\s+(?:your\s+)?password\??|passwort\s+vergessen\??"
    r"|mot\s+de\s+passe\s+oublié\s?\??|password\s+dimenticata\??|registrati\s+a\s+\S{1,40})",
    re.IGNORECASE,
)
_SHOWN = "|".join(
    (
        r"\d[\d.,]* (?:items?|posts?|articles?|entries|beiträge?|einträge|entradas?|artículos?|articoli|artigos"
        r"|berichten|artiklar) (?:tagged|filed|with the tag|mit dem tag|avec|con la etiqueta|con|com|met|med)\b.{0,60}",
        r"(?:results?|ergebnisse|résultats?|resultados?|risultati|resultaten|resultat) \d+ ?[-–] ?\d+"
        r" (?:of|von|sur|de|di|van|av) \d+",
        r"posts? tagged\b.{0,60}|(?:tag|category|author|monthly|daily|yearly) archives?\b.{0,60}",
        r"archive for (?:the )?.{0,60}|(?:showing|viewing) (?:posts?|entries) (?:with|from|in|by)\b.{0,80}",
        r"(?:schlagwort|kategorie|monats|autoren)-?archiv\w*\b.{0,60}",
        r"(?:posts|beiträge) (?:mit dem label|mit dem tag|aus|vom) .{0,60}(?: anzeigen)?",
        r"affichage des articles .{1,80}|archives (?:de|du|des|par|pour) .{1,60}",
        r"(?:articles|billets) (?:tagués|étiquetés) .{1,60}",
        r"archivo (?:de|del) (?:la )?(?:categoría|etiqueta|autor|mes)\b.{0,60}|mostrando (?:las )?entradas .{1,80}",
        r"mostrando postagens .{1,80}|arquivos? (?:da|do|de) .{1,60}",
        r"visualizzazione (?:dei )?post .{1,60}|archivi? (?:della|del|per|tag|mensili|categoria)\b.{0,60}",
        r"(?:categorie|tag|maand)archief\b.{0,60}|posts tonen .{1,60}|månadsarkiv\b.{0,60}",
        r"(?:kategori|etikett)arkiv\b.{0,60}|visar inlägg .{1,60}|wyświetlanie postów .{1,60}",
        r"(?:kategoria|tag|archiwum)\s*: .{1,60}",
    )
)
_ARCHIVE = on_a_line(rf"(?:{_SHOWN})".replace(" ", r"\s+"), re.IGNORECASE)


def invites_to_join(line: str) -> bool:
    """Whether the line, even a whole sentence, is about joining or logging in: "Register for free! As a member …"."""
    if _BOX.fullmatch(line):
        return True
    is_short = len(line.split()) <= LONGEST_INVITATION
    return is_short and bool(_JOINING.match(line)) and bool(_ACCOUNT.search(line))


def heads_archive(line: str) -> bool:
    """Whether the line says which posts are shown: "Posts tagged …", "Monatsarchiv: …", "Results 41 - 60 of 114"."""
    return bool(_ARCHIVE.fullmatch(line))
