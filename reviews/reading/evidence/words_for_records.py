"""The words for records, for how they sound, and for what is thought of them."""

from __future__ import annotations

from reviews.reading.evidence.word_lists import WordList

RECORD = WordList(
    {
        "": """
            album* albüm* cd dal* debut* ep lemez* longplayer lp* nóta parça* single song songs számok track
            tracklist* tracks şarkı* アルバム 专辑 今作 作目 前作 収録 專輯 新作 曲目 本作 楽曲 歌曲 곡 수록 앨범
            트랙
        """,
        "en": """
            albums b_side closer closing_track debut discography follow_up full_length instrumental opener
            opening_track predecessor record records release songwriting sophomore title_track tracklist
        """,
        "de": """
            alben albums debüt debütalbum erstling eröffnungsstück hörprobe langspieler lied lieder minialbum
            nachfolger platte scheibe silberling studioalbum stücke titel* tonträger tracklist vorgänger werk
        """,
        "fr": """
            chanson chansons compositions dernier_album disque disques enregistrement galette morceau morceaux opus
            plages premier_album prédécesseur singles titre titre_éponyme titres tracklist éponyme
        """,
        "es": """
            canciones canción corte cortes disco discos elepé homónimo larga larga_duración pista pistas predecesor
            sencillo sencillos tema temas trabajo tracklist álbum álbumes álbums
        """,
        "it": """
            brani brano canzon* dischi disco esordio full_length lavoro omonimo opera_prima pezzi pezzo platter
            predecessore title_track tracce traccia uscita_discografica
        """,
        "pt": """
            antecessor canção canções disco discos estreia estréia faixa faixas música músicas trabalho álbum álbuns
        """,
        "nl": """
            afsluiter albumtitel debuut debuutalbum liedje liedjes nummer nummers opener opvolger plaat platen
            titelnummer voorganger
        """,
        "sv": """
            albumet debutalbum debuten låt låtar låtarna låten platta plattan refräng singel* skiva skivan skivor
            spår spåret titelspår*
        """,
        "no": """
            albumet debutalbum låta låter nummeret numre plade pladen plata plate plater sange sangene sporene
        """,
        "pl": """
            albumie albumu debiut* kawałek kawałki krążek krążka longplay* piosenk* płycie płyta płyty płytę singl*
            utwory utworów utwór wydawnictw*
        """,
        "cs": """
            alba albu desce deska desku desky nahrávce nahrávka nahrávku nahrávky novink* počin* píseň písničk*
            písní písně singl* skladba skladby skladbě skladeb tracků
        """,
        "fi": """
            albumi albumilla albumin biisi biisit esikois* kappale kappaleen kappaleet levy levyllä levyltä levyn
            raita
        """,
        "ru": """
            альбом* дебют* диск диска диске диском запис* композиц* музык* песен песн* пластинк* релиз* сингл*
            текст* трек*
        """,
    }
)

SOUND = WordList(
    {
        "": """
            beat beats chitarr* dallam* drums gitar* gitár* groove* guitar* hangzás* hook hooks keyboard* melod*
            melód* mélod* produc* produk* refrain* rhythm* riff* ritmus* ses* solo sound synth* szöveg* vocals
            vokal* ének* ギター サウンド サビ ドラム ビート ベース ボーカル メロディ リズム ヴォーカル 吉他 嗓音 声
            旋律 歌声 歌詞 歌词 编曲 节奏 音色 가사 기타 리듬 멜로디 보컬 비트 사운드
        """,
        "en": """
            acoustic arrang* atmospher* ballad* bass bassline* beat* chorus* crescendo distort* drum* falsetto
            genre* harmon* heavy hook* lyric* mellotron noise orchestral percussion piano produced producer
            production psychedelic reverb saxophone sings solos sonic* sounding sounds strings sung tempo trumpet
            tune tunes verse verses vocal* voice voices
        """,
        "de": """
            akustisch* arrangement* atmosphär* ballade* bass gesang* gesungen gitarre* keyboards klang* klingen
            klingt melodie* ohrwurm produktion produzier* schlagzeug singt solo* songwriting stimme* stimmung*
            streicher synthie* takt* texte
        """,
        "fr": """
            ambiance* arrangement* ballade* basse batterie chant chante claviers cordes cuivres guitare* harmonie*
            mélancoli* mélodi* paroles production riffs rythm* son sonorité* sons synthé* violon* voix
        """,
        "es": """
            armonía* arreglos atmósfera* bajo balada* batería canta estribillo* guitarra* letras melodía* piano
            producción riffs ritmo* sintetizador* sonido* teclados voces voz
        """,
        "it": """
            arrangiament* atmosfer* ballad ballata basso batteria canta pianoforte produzione riff ritmic* ritmo
            ritornell* sintetizzator* sonorità suoni suono tastiere testi voce voci
        """,
        "pt": """
            arranjos atmosfera* baixo balada* bateria canta guitarra* letras melodia* produção refrão refrões riffs
            ritmo* som sonoridade teclados vocais voz vozes
        """,
        "nl": """
            ballad* bas geluid gitaar* gitaren klank* klinken klinkt melodie* productie refrein* ritme* sfeer* stem
            stemmen strijkers teksten toetsen zang zingt
        """,
        "sv": """
            ballad* basen gitarr* ljud* låter produktion* refräng* rytm* röst* sjunger stråkar stämning* syntar*
            sång sången texter texterna trumm*
        """,
        "no": """
            bass lyd lyden omkvæd produksjon* refreng* rytm* stemme* synger tekster trommer
        """,
        "pl": """
            aranż* ballad* bas brzmi* głos* klawisz* klimat perkus* produkcj* refren* rytm* solów* tekst* wokal*
            śpiew*
        """,
        "cs": """
            aranž* atmosfér* balad* basa bicí hlas* kláves* kytar* melodick* produkc* refrén* rytm* sóla text* zní
            zpěv* zvuk*
        """,
        "fi": """
            balladi basso kertosäe kitara* koskettim* laulu* riffi* rummut rytm* sanoitu* soi soundi* tuotanto ääni
        """,
        "ru": """
            аранжиров* баллад* барабан* бас* вокал* гитар* голос* звук* звуч* клавиш* мелоди* припев* ритм* рифф*
            текст*
        """,
    }
)

JUDGEMENT = WordList(
    {
        "": """
            おすすめ 傑作 印象 名盤 好听 推荐 最高 期待 杰作 残念 秀逸 素晴らし 聴 良い 遗憾 감상 걸작 명반 아쉽
            최고 훌륭
        """,
        "en": """
            beautiful* best_album best_record bland boring brilliant* captivat* charming competent disappoint* dull
            enjoyable excellent fail* fans fantastic filler finest flaw* forgettable fresh good gorgeous great
            haunting highlight* however impressive lack* listen listener listens magnificent masterpiece* mediocr*
            memorable overlong perfect* predictable rating recommend* repeated_listens review reviewing solid spins
            standout* strong strongest stunning succeed* superb triumph* unfortunately verdict weak weakest works
            worth
        """,
        "de": """
            abwechslung* anspieltipp* beeindruck* belanglos* empfehl* enttäusch* fazit formidabel gefallen gefällt
            gelungen* grandios* großartig* hervorragend* höhepunkt* hörer* kritik langweil* leider lohnt
            meisterwerk* mitreißend perfekt* schwäch* schön* solide spannend* stärk* wertung überzeug*
        """,
        "fr": """
            agréable* auditeur* beau belle bijou chef_d convain* dommage déce* efficace* ennuy* excellent* faible*
            inspir* magnifique* malheureusement manque original* parfait* plaisir puissant* recommand* remarquable*
            réussi* sublime* superbe* écoute écoutes œuvre
        """,
        "es": """
            aburrid* acierto* bella bello brillante* decepc* destaca* escucha* excelente* fascinante* flojas flojo*
            gran imprescindible* impresionante* lamentable* magistral* mejor_disco notable* obra_maestra perfect*
            recomend* sobresal*
        """,
        "it": """
            ascoltare ascolti ascolto bella bellissim* bello capolavoro consigliat* convinc* delud* delus* discreto
            eccellente emozion* imperdibil* intens* interessant* mediocr* noios* notevole ottim* piacevol* purtroppo
            riuscit* voto
        """,
        "pt": """
            audição brilhante* chato decepcion* destaque* escutar excelente* fantástic* impression* infelizmente
            maravilh* melhor_disco notável obra_prima ouvir perfeit* recomend* sensaciona*
        """,
        "nl": """
            aanrader boeiend* fraai* geslaagd* geweldig* helaas hoogtepunt* indruk* luister* meesterwerk mooi*
            overtuig* prachtig* saai schitterend* sterk sterke teleurstel* wonderschoon zwak*
        """,
        "sv": """
            besvik* betyg bra briljant* bästa fantastisk* höjdpunkt* imponer* lyssn* mästerverk* rekommend* sanslös*
            stark* svag* tråkig* tyvärr underbar* vacker* vackra övertyg*
        """,
        "no": """
            anbefal* dessverre desværre fantastisk* fornøyelse* høydepunkt* imponer* kedelig kjedelig lytt*
            mesterverk* skuff* smuk* sterk* strålende stærk* vakker* vakre
        """,
        "pl": """
            arcydzieł* ciekaw* doskonał* mocn* najlepsz* niestety nudn* ocena piękn* polecam przekonuj* przyjemn*
            rozczarow* słab* słuch* udan* znakomit* świetn*
        """,
        "cs": """
            bohužel doporuč* fenomenáln* hodnocen* krásn* mistrovsk* nejlepš* nudn* poslech* posluchač* povedené
            povedl* přesvědč* skvěl* vynikaj* výborn* zajímav* zklam*
        """,
        "fi": """
            erinomai* hieno* kaunis* kuuntel* loistav* mestari* paras pettym* suosittel* tylsä* vakuutt*
            valitettavasti
        """,
        "ru": """
            впечатл* достойн* красив* лучш* отличн* оценк* понрав* прекрасн* разочар* рекоменд* скучн* слаб* слуша*
            увы удачн* шедевр*
        """,
    }
)

THIS_RECORD = WordList(
    {
        "": """
            このアルバム 今作 本作 本盤 这张专辑 這張專輯 이_앨범 이번_앨범
        """,
        "en": """
            album_opener on_the_album on_this_album the_album_closes the_album_ends the_album_feels the_album_is
            the_album_opens the_record_feels the_record_is the_record_opens their_best their_finest this_album
            this_cd this_collection this_disc this_ep this_lp this_record this_release title_track
        """,
        "de": """
            auf_dem_album auf_der_platte das_album_ist der_opener die_platte_ist diese_platte diese_scheibe
            diesem_album dieser_platte dieses_album dieses_werk
        """,
        "fr": """
            ce_deuxième_album ce_disque ce_nouvel_album ce_nouvel_opus ce_premier_album cet_album cet_opus
            cette_galette l_album_est l_album_s_ouvre le_disque_est
        """,
        "es": """
            el_disco_es el_disco_se_abre el_álbum_cuenta el_álbum_es este_disco este_ep este_lp este_nuevo_trabajo
            este_trabajo este_álbum
        """,
        "it": """
            il_disco_si_apre il_disco_è l_album_si_apre l_album_è quest_album questa_uscita questo_album
            questo_debutto questo_disco questo_ep questo_lavoro
        """,
        "pt": """
            deste_disco deste_trabalho deste_álbum esse_disco esse_álbum este_disco este_álbum neste_disco
            neste_álbum o_disco_abre o_disco_é o_álbum_é
        """,
        "nl": """
            de_plaat_is de_plaat_opent deze_cd deze_plaat dit_album dit_debuut het_album_is op_deze_plaat
            op_dit_album
        """,
        "sv": """
            albumet_är den_här_skivan denna_skiva det_här_albumet plattan_är på_albumet på_denna_skiva på_skivan
            skivan_är
        """,
        "no": """
            denne_plade denne_plata denne_platen dette_album dette_albumet pladen_er plata_er på_albumet på_pladen
            på_plata
        """,
        "pl": """
            album_jest na_płycie płyta_jest ta_płyta tego_albumu tej_płycie tej_płyty ten_album tym_albumie tę_płytę
        """,
        "cs": """
            album_je deska_je na_albu na_desce tahle_deska tohle_album toto_album této_desce této_desky
            této_nahrávce
        """,
        "fi": """
            albumi_on levy_on levyn_avaa tällä_levyllä tämä_albumi tämä_levy
        """,
        "ru": """
            альбом_вышел альбом_получился в_альбоме на_альбоме эта_пластинка этого_альбома этом_альбоме этот_альбом
        """,
    }
)
