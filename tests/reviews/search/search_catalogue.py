"""An invented catalogue and what readers might type to find its albums: 40 wanted ones among 160 that resemble them."""

from __future__ import annotations

from itertools import product

# Artist, title, and what else the artist is called.
WANTED = [
    ("Inès Harrow", "Night Freight (Original Motion Picture Soundtrack)", "HRW"),
    ("Inès Harrow", "Slow Signal", "HRW"),
    ("Björn Åkerlund", "Över ån", ""),
    ("Þóra Sölvadóttir", "Ljósið í göngunum", ""),
    ("Les Marées Basses", "Été sans fenêtre", ""),
    ("Željko Šćepan", "Čekaonica", ""),
    ("Łucja Wróbel", "Źródło", ""),
    ("The Tarrant Ferry Company", "Ballast", "TFC"),
    ("The Tarrant Ferry Company", "Return by Water", "TFC"),
    ("R.O.K.", "Parallel Kitchens", ""),
    ("N/V", "Telegram Weather", ""),
    ("K!ck", "Second Hand Thunder", ""),
    ("Marrow & Pith", "The Orchardist", ""),
    ("Night Desk", "Nightwatchman", ""),
    ("Umber Vale", "Paper Lighthouse", "DJ Umber"),
    ("Umber Vale", "Umber Vale", "DJ Umber"),
    ("Gravel Choir", "Hymns for a Closed Quarry", ""),
    ("Sister Ampersand", "…And Other Punctuation", ""),
    ("Oda Kessling", "What’s Left of Tuesday", ""),
    ("Oda Kessling", "Don’t Wake the Gardener", ""),
    ("Quiet Tannery", "100 % Wool", ""),
    ("Quiet Tannery", "III", ""),
    ("!!?", "!?!", ""),
    ("Velvet Turnstile", "Strawberry Turnpike", "VT"),
    ("Velvet Turnstile", "Conversational Furniture", "VT"),
    ("Halvard Moe", "Kindling", ""),
    ("Fenwick Drift", "The Long Municipal Afternoon", ""),
    ("Rookery Road", "Bicycle Cathedral", ""),
    ("水野灯", "終電のあとの水路", "Akari Mizuno"),
    ("コダマ通信", "ガラスの駅", ""),
    ("長河乐队", "九月车站", ""),
    ("Тихая Пристань", "Северный трамвай", ""),
    ("Гудок", "Ёлка на вокзале", "Gudok"),
    ("فرقة الميناء", "ليل بلا قطار", ""),
    ("ندى الصيف", "مدينة الملح", ""),
    ("Ήσυχο Λιμάνι", "Νύχτα στον σταθμό", ""),
    ("고요한 항구", "마지막 기차", ""),
    ("เสียงคลอง", "สถานีกลางคืน", ""),
    ("शांत घाट", "आख़िरी रेल", ""),
    ("נמל שקט", "רכבת לילה", ""),
]

_FIRST = ["Night", "Slow", "Paper", "Return", "Second", "Long", "Closed", "Parallel", "Northern", "Strawberry"]
_SECOND = [
    "Harbour",
    "Kitchen",
    "Garden",
    "Water",
    "Signals",
    "Thunder",
    "Furniture",
    "Weather",
    "Freighter",
    "Tuesday",
]
_BANDS = [
    "Harrowgate",
    "The Vales",
    "Tarrant Street",
    "Gravel Road",
    "Velvet Rope",
    "Quiet Harbour",
    "Marrowbone",
    "Drift",
]
# Albums that share words with the wanted ones.
OTHERS = (
    [
        (_BANDS[number % len(_BANDS)], f"{first} {second}")
        for number, (first, second) in enumerate(product(_FIRST, _SECOND))
    ]
    + [(f"水野{place}", f"{place}の終点") for place in "東西南北上下中外山川"]
    + [
        (f"Северный {place}", f"Трамвай {place}")
        for place in ("берег", "свет", "путь", "мост", "сад", "дом", "круг", "ветер", "лес", "дождь")
    ]
)

# How it is typed, by class; each line is what is typed and the title that is wanted.
QUERIES = {
    "as printed": """
        Night Freight = Night Freight (Original Motion Picture Soundtrack)
        Slow Signal = Slow Signal
        Över ån = Över ån
        Ljósið í göngunum = Ljósið í göngunum
        Été sans fenêtre = Été sans fenêtre
        Čekaonica = Čekaonica
        Źródło = Źródło
        Ballast = Ballast
        Return by Water = Return by Water
        Parallel Kitchens = Parallel Kitchens
        Telegram Weather = Telegram Weather
        Nightwatchman = Nightwatchman
        Umber Vale = Umber Vale
        Bicycle Cathedral = Bicycle Cathedral
        The Long Municipal Afternoon = The Long Municipal Afternoon
        Conversational Furniture = Conversational Furniture
        Kindling = Kindling
        III = III
    """,
    "case, accents and articles": """
        NIGHT FREIGHT = Night Freight (Original Motion Picture Soundtrack)
        over an = Över ån
        OVER AN = Över ån
        ljosid i gongunum = Ljósið í göngunum
        ete sans fenetre = Été sans fenêtre
        ETE SANS FENETRE = Été sans fenêtre
        cekaonica = Čekaonica
        zrodlo = Źródło
        bjorn akerlund = Över ån
        thora solvadottir = Ljósið í göngunum
        zeljko scepan = Čekaonica
        lucja wrobel = Źródło
        les marees basses = Été sans fenêtre
        orchardist = The Orchardist
        the ballast = Ballast
        long municipal afternoon = The Long Municipal Afternoon
        a bicycle cathedral = Bicycle Cathedral
        ines harrow slow = Slow Signal
        nïght frêight = Night Freight (Original Motion Picture Soundtrack)
    """,
    "punctuation": """
        whats left of tuesday = What’s Left of Tuesday
        what's left of tuesday = What’s Left of Tuesday
        what`s left, of tuesday? = What’s Left of Tuesday
        dont wake the gardener = Don’t Wake the Gardener
        DON'T WAKE THE GARDENER = Don’t Wake the Gardener
        100% wool = 100 % Wool
        100 wool = 100 % Wool
        and other punctuation = …And Other Punctuation
        ...and other punctuation = …And Other Punctuation
        !?! = !?!
        rok = Parallel Kitchens
        R.O.K. = Parallel Kitchens
        r.o.k = Parallel Kitchens
        n/v = Telegram Weather
        nv = Telegram Weather
        k!ck = Second Hand Thunder
        marrow and pith = The Orchardist
        marrow & pith = The Orchardist
        night-freight = Night Freight (Original Motion Picture Soundtrack)
        second-hand thunder = Second Hand Thunder
    """,
    "aliases": """
        HRW = Slow Signal
        hrw night = Night Freight (Original Motion Picture Soundtrack)
        hrw slow signal = Slow Signal
        slow signal hrw = Slow Signal
        TFC = Ballast
        tfc ballast = Ballast
        tfc return = Return by Water
        dj umber = Paper Lighthouse
        dj umber lighthouse = Paper Lighthouse
        vt strawberry = Strawberry Turnpike
        VT furniture = Conversational Furniture
        akari mizuno = 終電のあとの水路
        mizuno = 終電のあとの水路
        gudok = Ёлка на вокзале
    """,
    "artist and title": """
        ines harrow night freight = Night Freight (Original Motion Picture Soundtrack)
        night freight ines harrow = Night Freight (Original Motion Picture Soundtrack)
        harrow slow signal = Slow Signal
        slow signal by ines harrow = Slow Signal
        akerlund over = Över ån
        tarrant ferry company ballast = Ballast
        ballast tarrant ferry = Ballast
        tarrant ferry return by water = Return by Water
        umber vale paper lighthouse = Paper Lighthouse
        paper lighthouse umber = Paper Lighthouse
        gravel choir hymns = Hymns for a Closed Quarry
        hymns quarry gravel = Hymns for a Closed Quarry
        kessling gardener = Don’t Wake the Gardener
        gardener oda kessling = Don’t Wake the Gardener
        velvet turnstile turnpike = Strawberry Turnpike
        furniture velvet turnstile = Conversational Furniture
        quiet tannery iii = III
        iii quiet tannery = III
        rookery road bicycle = Bicycle Cathedral
        fenwick drift municipal = The Long Municipal Afternoon
    """,
    "soundtracks and editions": """
        night freight ost = Night Freight (Original Motion Picture Soundtrack)
        Night Freight OST = Night Freight (Original Motion Picture Soundtrack)
        night freight soundtrack = Night Freight (Original Motion Picture Soundtrack)
        night freight original motion picture soundtrack = Night Freight (Original Motion Picture Soundtrack)
        soundtrack night freight = Night Freight (Original Motion Picture Soundtrack)
        ost night freight harrow = Night Freight (Original Motion Picture Soundtrack)
        hrw ost = Night Freight (Original Motion Picture Soundtrack)
        slow signal (deluxe edition) = Slow Signal
        ballast - deluxe edition = Ballast
        kindling (remastered) = Kindling
    """,
    "beginnings": """
        night fre = Night Freight (Original Motion Picture Soundtrack)
        slow sign = Slow Signal
        nightwatch = Nightwatchman
        conversat = Conversational Furniture
        strawberry turn = Strawberry Turnpike
        bicyc = Bicycle Cathedral
        parall kitchens = Parallel Kitchens
        long munic = The Long Municipal Afternoon
        the long muni = The Long Municipal Afternoon
        orcha = The Orchardist
        hymns for a cl = Hymns for a Closed Quarry
        hymns f = Hymns for a Closed Quarry
        tele wea = Telegram Weather
        what's l = What’s Left of Tuesday
        paper lig = Paper Lighthouse
        kindl = Kindling
        ljos = Ljósið í göngunum
        cekao = Čekaonica
    """,
    "one slip": """
        nigth freight = Night Freight (Original Motion Picture Soundtrack)
        night frieght = Night Freight (Original Motion Picture Soundtrack)
        night freihgt = Night Freight (Original Motion Picture Soundtrack)
        slwo signal = Slow Signal
        slow singal = Slow Signal
        balast = Ballast
        ballasst = Ballast
        return by watter = Return by Water
        paralel kitchens = Parallel Kitchens
        parallel kichens = Parallel Kitchens
        telegramm weather = Telegram Weather
        telegram wether = Telegram Weather
        nightwachman = Nightwatchman
        orchadist = The Orchardist
        hyms closed quarry = Hymns for a Closed Quarry
        closed quary = Hymns for a Closed Quarry
        dont wake the gardner = Don’t Wake the Gardener
        strawbery turnpike = Strawberry Turnpike
        strawberry trunpike = Strawberry Turnpike
        kindlimg = Kindling
        bycicle cathedral = Bicycle Cathedral
        bicycle catedral = Bicycle Cathedral
        paper lighthose = Paper Lighthouse
        tarant ferry ballast = Ballast
        umbre vale = Umber Vale
        kesling gardener = Don’t Wake the Gardener
        harow slow signal = Slow Signal
    """,
    "two slips": """
        nigth frieght = Night Freight (Original Motion Picture Soundtrack)
        paralell kichens = Parallel Kitchens
        nightwacthmen = Nightwatchman
        conversationel furnitur = Conversational Furniture
        convresatoinal furniture = Conversational Furniture
        strawbery trunpike = Strawberry Turnpike
        ballats tarant = Ballast
        bicicle catedral = Bicycle Cathedral
        bicycle cathderla = Bicycle Cathedral
        paper lihgthose = Paper Lighthouse
        long muncipial afternoon = The Long Municipal Afternoon
        orchradsit = The Orchardist
        solvadotir gongunm = Ljósið í göngunum
        velvet turnstyle turnpkie = Strawberry Turnpike
    """,
    "other scripts": """
        終電のあとの水路 = 終電のあとの水路
        終電 = 終電のあとの水路
        水路 = 終電のあとの水路
        水野灯 = 終電のあとの水路
        水野灯 終電 = 終電のあとの水路
        ガラスの駅 = ガラスの駅
        ガラス = ガラスの駅
        ｶﾞﾗｽの駅 = ガラスの駅
        駅 = ガラスの駅
        コダマ = ガラスの駅
        九月车站 = 九月车站
        车站 = 九月车站
        長河 九月 = 九月车站
        Северный трамвай = Северный трамвай
        северный трам = Северный трамвай
        тихая пристань трамвай = Северный трамвай
        северный трамвйа = Северный трамвай
        елка на вокзале = Ёлка на вокзале
        гудок = Ёлка на вокзале
        ليل بلا قطار = ليل بلا قطار
        بلا قطار = ليل بلا قطار
        مدينة = مدينة الملح
        ندى الصيف مدينة = مدينة الملح
        νυχτα στον σταθμο = Νύχτα στον σταθμό
        ΝΥΧΤΑ = Νύχτα στον σταθμό
        마지막 기차 = 마지막 기차
        마지막 = 마지막 기차
        สถานีกลางคืน = สถานีกลางคืน
        สถานี = สถานีกลางคืน
        आख़िरी रेल = आख़िरी रेल
        רכבת לילה = רכבת לילה
    """,
    "phrases and joined words": """
        "night freight" = Night Freight (Original Motion Picture Soundtrack)
        "closed quarry" = Hymns for a Closed Quarry
        "for a closed" hymns = Hymns for a Closed Quarry
        “paper lighthouse” umber = Paper Lighthouse
        "municipal afternoon" = The Long Municipal Afternoon
        nightfreight = Night Freight (Original Motion Picture Soundtrack)
        night watchman = Nightwatchman
        slowsignal = Slow Signal
        bicyclecathedral = Bicycle Cathedral
    """,
}


def cases() -> list[tuple[str, str, str]]:
    """Every query: its class, what is typed, the title that is wanted."""
    lines = [(kind, line.strip()) for kind, block in QUERIES.items() for line in block.strip().splitlines()]
    return [(kind, *line.split(" = ")) for kind, line in lines]
