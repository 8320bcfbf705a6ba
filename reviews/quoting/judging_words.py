"""Words by which a sentence judges, and words of the music, in the languages that reviews here are mostly written in.

Stems, matched from the beginning of a word; in Japanese, Chinese and Korean, where no space says where a word begins,
anywhere. They order suggestions and decide nothing else.
"""

from __future__ import annotations

import re
from functools import cache

UNSPACED = frozenset({"ja", "zh", "ko"})

_JUDGING = {
    "de": "gut gelung großartig grandios meister wunderbar schön stark schwach langweil misslung enttäusch überzeug"
    " überrag brillant best schlecht perfekt mutig berühr beeindruck packend belanglos beliebig mühelos fesselnd",
    "fr": "beau bell magnifi superb réuss chef-d chefs-d brillan médiocre ennuy meilleur pire parfait puissan"
    " émouv boulevers remarquab convain déce décev faibl fort génial sublim inspir fad",
    "es": "mejor peor bueno buena bell hermos magnífic brillant maestr perfect débil fuert aburrid decepcion emocion"
    " conmov notab excelent logra fall mediocre imprescindib irregular acert",
    "it": "bell brutt miglior peggior magnific splendid capolavor perfett debol fort noios delud convinc emozion"
    " riuscit mediocre notevol eccellent commov straordin",
    "pt": "melhor pior bom boa bel lind magnífic brilhant obra-prima perfeit frac fort chat decepcion emocion notáv"
    " excelent consegu falh medíocre comov",
    "nl": "goed slecht best mooi prachtig sterk zwak meesterwerk saai overtuig teleurstell briljant geslaagd mislukt"
    " perfect ontroer indrukwekkend fantastisch",
    "pl": "najleps najgors dobr zły zła świetn znakomit piękn słab mocn arcydzieł nud doskonał przekonuj rozczarow"
    " wspaniał genial wzrusz udan",
    "cs": "nejlepší nejhorší dobr špatn skvěl krásn slab siln mistrovsk nud dokonal přesvědč zklam výborn povede",
    "sv": "bäst sämst bra dålig vacker stark svag mästerverk tråkig övertyg besvik briljant lysande lyckad perfekt",
    "ru": "лучш худш хорош плох прекрасн великолепн сильн слаб шедевр скучн убедительн разочаров блестящ удачн идеальн"
    " гениальн трогательн",
    "ja": "傑作 名盤 最高 素晴らし すばらし 見事 美し 退屈 凡庸 残念 力強 名作 圧巻 秀逸 物足り",
    "zh": "杰作 傑作 最好 最佳 出色 精彩 优秀 優秀 美丽 美麗 动人 動人 无聊 無聊 平庸 失望 完美 惊艳 驚艷",
    "ko": "걸작 명반 최고 훌륭 아름다 지루 평범 아쉬 완벽 뛰어난 인상적",
}
_MUSIC = {
    "de": "album platte lied song stück musik stimme gitarre schlagzeug klang sound produktion melodie text debüt",
    "fr": "album disque chanson morceau musique voix guitare batterie son production mélodie texte titre",
    "es": "álbum album disco canci tema música voz guitarra batería sonido producción melodía letra",
    "it": "album disco canzon brano musica voce chitarr batteria suono produzione melodia testi",
    "pt": "álbum album disco canç faixa música voz guitarra bateria som produção melodia letra",
    "nl": "album plaat lied nummer muziek stem gitaar drum geluid productie melodie tekst",
    "pl": "album płyt piosen utw muzy głos gitar perkusj brzmieni produkcj melodi tekst",
    "cs": "album desk písn skladb hudb hlas kytar bic zvuk produkc melodi text",
    "sv": "album skiv låt musik röst gitarr trummor ljud produktion melodi text",
    "ru": "альбом пластинк песн трек музык голос гитар ударн звук продюс мелоди текст",
    "ja": "アルバム 曲 歌 音 ギター ドラム 声 メロディ 作品",
    "zh": "专辑 專輯 歌 曲 音乐 音樂 吉他 鼓 声音 聲音 旋律",
    "ko": "앨범 노래 곡 음악 기타 드럼 목소리 멜로디 사운드",
}


@cache
def judging_in(language: str) -> re.Pattern[str] | None:
    """Words that judge in that language, the primary subtag of BCP 47; None where they are not known."""
    return _any_of(_JUDGING.get(language, ""), language)


@cache
def music_in(language: str) -> re.Pattern[str] | None:
    """Words of records and of music in that language; None where they are not known."""
    return _any_of(_MUSIC.get(language, ""), language)


def _any_of(stems: str, language: str) -> re.Pattern[str] | None:
    if not stems:
        return None
    begins = "" if language in UNSPACED else r"\b"
    return re.compile(f"{begins}(?:{'|'.join(stems.split())})", re.IGNORECASE)
