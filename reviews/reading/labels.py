"""What the labels of facts mean: "Label", "Erscheinungsdatum", "Titres phares". In the languages that are read here."""

from __future__ import annotations

import re
from functools import lru_cache

from common.expressions import on_a_line
from common.names import fold

LONGEST_LABEL = 40

_LABELS = {
    # Of a film.
    "director": """
        director, directors, directed by, regie, réalisateur, réalisation, regia, dirección, direção, regi
    """,
    "screenplay": """
        screenplay, screenplay by, screenwriter, screenwriters, writers, writer(s), drehbuch, scénario, guion,
        roteiro
    """,
    "cast": "cast, starring, besetzung, avec, reparto, elenco, med",
    "distributor": """
        distributor, distributors, distributed by, production company, production companies, box
        office, budget,
        franchise, franchises, verleih, distribution
    """,
    "rating": """
        rating, rated, mpaa rating, mpaa rated, certificate, imdb, imdb rating, imdb score,
        metascore, metacritic,
        tomatometer, fsk
    """,
    "cinematographer": "cinematography, cinematographer, cinematography by, kamera, fotografía, fotografia",
    "film": "film, movie, film title, movie title, película, filme",
    # Of a book, a game or a thing.
    "book": """
        publisher, isbn, isbn-13, isbn 13, isbn10, isbn-10, pages, page count, number of pages,
        seiten, verlag,
        umfang, éditeur, éditions, nombre de pages, editorial, páginas, editore, pagine, casa
        editrice, editora,
        uitgever, uitgeverij, pagina s, aantal pagina s, förlag, antal sidor, hardcover, paperback,
        translator,
        translated by, übersetzer
    """,
    "game": """
        developer, developers, developed by, platform, platforms, plattform, plattformen,
        entwickler, développeur,
        plateforme, plateformes, desarrollador, plataforma, plataformas, sviluppatore, piattaforma,
        piattaforme,
        desenvolvedora, ontwikkelaar, platformen, utvecklare, reviewed on, played on, tested on,
        esrb, pegi, usk
    """,
    "product": """
        battery, battery life, weight, dimensions, drivers, driver, connectivity, impedance,
        frequency response,
        bluetooth, in the box, colour options, gewicht, akkulaufzeit, anschlüsse, autonomie, poids,
        peso, batería,
        batteria, msrp
    """,
    # Of a record.
    "label": """
        label, labels, record label, label(s), plattenlabel, plattenfirma, label/vertrieb, label / vertrieb,
        vertrieb, maison de disques, sello, discográfica, sello discográfico, sello/discográfica,
        compañía, casa
        discografica, etichetta, etichetta discografica, selo, gravadora, editora discográfica, platenlabel,
        platenmaatschappij, skivbolag, bolag, plateselskap, plateselskab, pladeselskab, selskab, levy yhtiö,
        wytwórnia, vydavatel, distribuzione, edita,
        kiadó, wydawca, vydavatel, лейбл, レーベル, 레이블, 发行, plak şirketi
    """,
    "artist": """
        artist, artists, artist(s), band, bands, act, group, performer, performed by, artist name, band name,
        artiste, artistes, groupe, interprète, künstler, künstlerin, interpret, interpretin,
        interpreten, artista,
        artistas, grupo, gruppo, autor/grupo, banda, artiest, kunstenaar, utförare, wykonawca, solistes,
        アーティスト, 아티스트, исполнитель, группа, wykonawcy, zespół, előadó, sanatçı
    """,
    "album": """
        album, albums, record, ep, lp, album title, record title, cd, release, titre de l'album, disque,
        plattentitel, albumtitel, platte, disco, título del disco, título del álbum, álbum, titolo
        album, titolo
        dell'album, альбом, название альбома, opera, plaat, skiva, plate, plade, płyta
    """,
    "format": """
        format, formats, format(s), formato, formaat, tracks, number of tracks, no of tracks,
        catalog, catalogue,
        catalog no, catalogue no, catalog number, catalogue number, cat no, cat. no., cat#, katalognummer,
        référence, medium, tonträger, anzahl tracks, anzahl songs, anzahl der songs, supporto,
        nombre de titres,
        nombre de morceaux, antal låtar, формат, битрейт, размер, качество, bitrate, file size
    """,
    "studio": """
        mixed by, mastered by, engineer, engineers, engineered by, recorded, recorded at, recorded
        in, recorded by,
        studio, mix, mastering, artwork, artwork by, cover art, cover art by, sleeve, aufgenommen, aufnahme,
        enregistré à, grabado en, registrato, gravado em, opgenomen in, inspelad, mezcla,
        masterización, layout
    """,
    "released": """
        release, release date, releasedate, released, released on, date released, date of release,
        year of release,
        year released, release year, out, out on, out now, street date, original release, original
        release date,
        issued, erscheinungsdatum, erscheinungstermin, erscheint, erscheint am, erscheinung,
        erschienen, erschienen
        am, veröffentlichung, veröffentlichungsdatum, veröffentlichungstermin, veröffentlicht, vö,
        vö-datum, vö
        datum, vö-termin, release termin, release-termin, erscheinungsjahr, date de sortie, sortie,
        sortie le, sorti
        le, sorti, paru, parution, date de parution, année de sortie, année de parution, fecha de lanzamiento,
        lanzamiento, fecha de publicación, fecha de salida, fecha de edición, publicación, año de
        lanzamiento, año
        de publicación, data di uscita, uscita, data uscita, data di pubblicazione, pubblicazione,
        anno di uscita,
        anno di pubblicazione, data de lançamento, lançamento, data do lançamento, ano de
        lançamento, lançado em,
        releasedatum, uitgebracht, verschijningsdatum, verschenen, datum uitgave, release datum,
        jaar van uitgave,
        utgivningsdatum, utgiven, utgivning, släpp, släpptes, släppdatum, udgivelsesdato, udgivelse,
        utgivelsesdato,
        utgivelse, utgitt, slippdato, julkaistu, data premiery, premiera, rok wydania, datum vydání,
        год выхода, год, релиз,
        発売日, 発売, リリース, 发行时间, 發行日期, 발매, 발매일, дата выхода, megjelenés, data wydania, çıkış tarihi
    """,
    "minutes": """
        runtime, run time, running time, length, duration, time, total time, total running time,
        playing time, total
        playing time, laufzeit, spielzeit, spieldauer, gesamtspielzeit, dauer, durée, durée totale, duración,
        durata, duração, время, продолжительность, czas trwania, speelduur, lengte, tijdsduur, längd, speltid, spilletid
    """,
    "producers": """
        producer, producers, producer(s), produced by, production, production by, executive
        producer, executive
        producers, produktion, produzent, produzenten, produziert von, producteur, producteurs, produit par,
        productor, productores, producción, producido por, produttore, produttori, produzione, prodotto da,
        produtor, produtores, produção, produzido por, producent, producenten, geproduceerd door, producenter,
        producerad av, produsent
    """,
    "genre": """
        genre, genres, genre(s), subgenre, sub-genre, main genre, style, styles, stil, stilrichtung,
        stile, estilo,
        estilos, género, géneros, genere, generi, gênero, gêneros, stijl, sjanger, musikstil, musikrichtung,
        gatunek, жанр, страна, стиль, kraj,
        country, country of origin, origin, from, land, herkunft, heimat, pays, origine,
        país, procedencia,
        origen, paese, nazione, provenienza, origem, herkomst, ursprung, hometown, language, sprache, langue,
        idioma, lingua, taal, språk, year, jahr, année, año, anno, ano, jaar, år, studios, composer,
        composers,
        music by, score by, composed by, komponist, musik, compositeur, compositor, compositore,
        price, preis, prix,
        precio, prezzo, preço, prijs, pris
    """,
    "line-up": """
        line-up, line up, lineup, members, band members, personnel, musicians, featuring, features,
        feat, feat.,
        guests, guest musicians, special guests, besetzung der band, mitglieder, bandmitglieder,
        musiker, gäste,
        gastmusiker, musiciens, membres, invités, formación, componentes, miembros, integrantes, músicos,
        colaboraciones, formazione, componenti, musicisti, ospiti, membros, formação, bezetting,
        bandleden, leden,
        medlemmar, medverkande, medlemmer, current line-up, current lineup
    """,
    "likes": """
        riyl, ffo, for fans of, recommended if you like, if you like, fans of, similar artists,
        similar to, similar
        bands, sounds like, file under, file next to, see also, für fans von, klingt wie, ähnliche künstler,
        vergleichbar mit, pour les fans de, dans le genre, dans la lignée de, artistes similaires,
        para fans de, si
        te gusta, te gustará si te gusta, per chi ama, per i fan di, se ti piacciono, para fãs de, artistas
        similares, voor fans van, klinkt als, för fans av, låter som, referenzen, referenties, stilverwandt,
        others, more like this, try also, if you like this, ouça também, escucha también, ascolta anche, à écouter
        aussi, hör auch, luister ook, lyssna också, listen also
    """,
    "links": """
        website, web site, web, websites, site, site web, official site, official website, official
        page, homepage,
        internet, internetseite, webseite, url, link, links, link utili, liens, enlaces, facebook, twitter,
        instagram, bandcamp, soundcloud, spotify, youtube, myspace, deezer, reverbnation, buy, buy
        it, purchase,
        order, stream, listen, sito, sito ufficiale, sitio web, página oficial, site oficial,
        acheter, écouter,
        kaufen, bestellen, anhören, promotion, promo, pr, management, press, booking, contact,
        contacto, contatti,
        kontakt
    """,
    "favourites": """
        favourite tracks, favorite tracks, favourite track, favorite track, favourite songs, favorite songs,
        favourite song, favorite song, fav tracks, fav track, fave tracks, fave track, favorites,
        favourites, faves,
        my favourites, my favorites, our favourites, best tracks, best track, best songs, best song,
        best cuts, best
        of the bunch, standout tracks, standout track, stand-out tracks, stand out tracks, stand-out
        track, stand
        out track, standouts, standout songs, key tracks, key track, key songs, key cuts, key cut,
        top tracks, top
        track, pick tracks, top picks, picks, our picks, track picks, highlight tracks, highlight
        track, highlights,
        highlight, album highlights, album highlight, essential tracks, essential track, essential
        songs, essential
        listening, recommended tracks, recommended track, recommended listening, recommended songs, suggested
        tracks, must hear, must-hear, must hear tracks, must-hear tracks, must listen, download,
        downloads, download
        these, download this, listen to, listen to this, check out, check these out, hits, hit, the
        hits, choice
        cuts, choice cut, choice tracks, worst track, worst tracks, least favourite track, least
        favorite track,
        least favourite tracks, least favorite tracks, least favourite, least favorite, skip, skips,
        low points,
        lowlights, weakest track, anspieltipp, anspieltipps, anspieltip, anspieltips, reinhören, reinhörtipps,
        hörtipps, hörtipp, höhepunkte, beste songs, bester song, lieblingssongs, lieblingssong,
        lieblingsstücke,
        lieblingstrack, lieblingstracks, die besten songs, top-songs, titres phares, titre phare,
        morceaux phares,
        morceau phare, titres préférés, morceaux préférés, morceau préféré, meilleurs titres,
        meilleurs morceaux, à
        écouter, à écouter en priorité, titres à écouter, morceaux choisis, temps forts, coups de
        cœur, coup de
        cœur, canciones destacadas, temas destacados, temas favoritos, canciones favoritas, canción
        favorita, tema
        favorito, mejores canciones, mejores temas, lo mejor, lo más destacado, imprescindibles, destacados,
        destacadas, temas clave, escucha, escuchar, pistas destacadas, brani migliori, migliori brani, brani
        consigliati, brano migliore, brani preferiti, brano preferito, tracce migliori, migliori
        tracce, tracce
        consigliate, canzoni migliori, canzoni preferite, da ascoltare, pezzi migliori, highlights
        del disco, faixas
        favoritas, faixa favorita, faixas preferidas, melhores faixas, melhor faixa, melhores
        músicas, destaques,
        destaque, ouça, faixas em destaque, músicas favoritas, beste nummers, beste tracks, favoriete nummers,
        favoriete tracks, luistertip, luistertips, hoogtepunten, aanraders, sleutelnummers, bästa
        låtar, bästa låt,
        bästa spår, favoritlåtar, favoritlåt, favoritspår, höjdpunkter, lyssna på, rekommenderade
        låtar, starkaste
        spår, bedste numre, beste låter, beste spor, anbefalte låter, najlepsze utwory,
        лучшие песни, ключевые треки, najlepsze kawałki, öne çıkanlar
    """,
    "tracks": """
        track list, tracklist, track-list, track listing, tracklisting, tracks list, full tracklist,
        full track
        list, album tracklist, album track list, the tracks, songs, song list, songlist, set list of
        the album,
        titelliste, trackliste, tracklistung, titel, songliste, die songs, die tracks, titres, liste
        des titres,
        liste des morceaux, liste des chansons, pistes, canciones, lista de canciones, lista de temas, temas,
        tracklist del álbum, repertorio, elenco tracce, lista tracce, lista dei brani, tracce,
        brani, scaletta,
        faixas, lista de faixas, lista de músicas, alinhamento, nummers, tracklijst, nummerlijst,
        låtlista, låtar,
        spårlista, spår, låter, sporliste, numre, track by track, track-by-track, lista utworów,
        収録曲, 曲目, トラックリスト, 수록곡, 트랙리스트, 曲目列表, track listing, skladby, seznam skladeb,
        dallista, dalok, şarkı listesi,
        треклист, трек-лист
    """,
    "title": "title, titel des albums, titre, título, titolo",
}
_MEANINGS = {fold(label): meaning for meaning, labels in _LABELS.items() for label in labels.split(",")}

OF_FILM = frozenset({"director", "screenplay", "cast", "distributor", "cinematographer", "film"})
OF_ALBUM = frozenset({"label", "artist", "album", "format", "studio"})
OF_OTHERS = frozenset({"book", "game", "product"})
LISTS = frozenset({"favourites", "tracks"})

_REMARK = on_a_line(r"\s*\([^()]*\)$")
_REGION = re.compile(r"^(?:uk|us|usa|eu|european|worldwide|digital|physical|original|vinyl|cd)\s+(?=rel|out)")
_POSSESSIVE = re.compile(
    r"^(?:the|my|our|album|die|der|das|le|la|les|los|las|el|i|il|o|a|os|as|de|het|unsere|mein(?:e|er)?|nos|mes)\s+"
)


@lru_cache(maxsize=2_000)
def label_of(text: str) -> str | None:
    """What kind of fact `text` is the label of, None when it is no label that is known here."""
    if len(text) > LONGEST_LABEL:
        return None
    folded = fold(text)
    if folded in _MEANINGS:
        return _MEANINGS[folded]
    parts = [_MEANINGS.get(fold(part)) for part in text.split("/")]
    if len(parts) > 1 and all(parts):
        return parts[0]
    shorter = _POSSESSIVE.sub("", _REGION.sub("", fold(_REMARK.sub("", text))))
    return _MEANINGS.get(shorter) if len(shorter.split()) > 1 or "(" in text else None
