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
            acoustic arrang* atmospher* ballad* bass bassist bassline* beat* blast_beat* brass breakdown* breakneck
            catchy chorus* crescendo crunch* cymbal* distort* dreamy driving drum* drummer falsetto fuzz* genre*
            grooves growl* harmon* hazy heavy hook* hooks interlude* intro jangl* layered lush lyric* melanchol*
            mellotron mid_tempo midtempo mournful noise orchestral outro percussion piano pluck* produced producer
            production propulsive psychedelic rasp* reminisc* reminiscent reverb saxophone scream* shimmer* shred*
            sings slide_guitar snare soaring solos sonic* sounding sounds soundscape* staccato strings strum* sung
            swagger* swirl* tempo texture* timbre trumpet tune tunes twang* upbeat uptempo verse verses vocal* voice
            voices
        """,
        "de": """
            akustisch* arrangement* atmosphär* ballade* balladesk* bass blastbeat* düster* eingängig* gesang*
            gesungen gitarre* growl* hymn* intro keyboards klang* klangteppich* klingen klingt melanchol* melodie*
            midtempo ohrwurm ohrwürm* outro produktion produzier* refrain* riff* schlagzeug singt solo* songwriting
            sphärisch* stimme* stimmung* streicher synthie* takt* texte treibend* verspielt* verzerrt* wuchtig*
            zwischenspiel*
        """,
        "fr": """
            accord* ambiance* arpège* arrangement* aérien* ballade* basse batterie break* chant chante claviers
            cordes couplet* cuivres entraînant* growl* guitare* harmonie* intro lourd* mélancol* mélancoli* mélodi*
            nappes paroles planant* production refrain* riffs ritournelle* rythm* rythmique* saturé* solo* son
            sonorité* sons synthé* tempo violon* voix
        """,
        "es": """
            acordes armonía* arpegio* arreglos atmósfera* bajo balada* batería canta distors* estribillo* etére*
            guitarra* guitarrer* intro letras medio_tiempo melanc* melodía* oscur* pegadiz* pesad* piano producción
            rasgu* riffs ritmo* sintetizador* solos sonido* teclados voces voz
        """,
        "it": """
            accordi arpeggi* arrangiament* assoli assolo atmosfer* ballad ballata basso batteria canta cupo distors*
            etere* growl incalzant* intro malincon* orecchiabil* pianoforte produzione riff riff* ritmic* ritmo
            ritornell* sintetizzator* sonorità strofa strofe suoni suono tastiere tempi testi voce voci
        """,
        "pt": """
            acordes arranjos atmosfera* baixo balada* bateria canta cativante* dedilhad* distor* etére* guitarra*
            intro letras melanc* melodia* pesad* produção refrão refrões riffs ritmo* solo solos som sonoridade
            teclados timbre* vocais voz vozes
        """,
        "nl": """
            akkoord* ballad* bas broeierig* coupletten dromerig* gelaagd* geluid gitaar* gitaren intro klank*
            klinken klinkt meeslepend* melanchol* melodie* pakkend* productie refrein* ritme* sfeer* stem stemmen
            strijkers stuwend* teksten toetsen uptempo zang zingt
        """,
        "sv": """
            ballad* ballader basen driv* driven gitarr* intro ljud* låter medryckand* melankol* produktion* refräng*
            riff* rytm* röst* sjunger stråkar stämning* suggestiv* syntar* sång sången texter texterna trumm* tung*
            vers
        """,
        "no": """
            bass drivende fengende intro lyd lyden melankol* omkvæd produksjon* refreng* riff* rytm* stemme*
            suggestiv* synger tekster trommer tung*
        """,
        "pl": """
            aranż* ballad* balladow* bas brzmi* chwytliw* ciężk* gitarow* głos* intro klawisz* klimat melancho*
            perkus* produkcj* przester* refren* riff* rytm* solów* tekst* wokal* śpiew*
        """,
        "cs": """
            aranž* atmosfér* balad* basa bicí chytlav* hlas* intro kláves* kytar* kytarov* melanch* melodick*
            produkc* refrén* riff* rytm* sóla text* tvrd* vyhrávk* zkresl* zní zpěv* zvuk*
        """,
        "fi": """
            balladi basso intro kertosäe kitara* koskettim* laulaja* laulu* melankol* raska* raskas riff* riffi*
            rummut rytm* sanoitu* soi soundi* tarttuv* tuotanto ääni
        """,
        "ru": """
            аранжиров* баллад* барабан* бас* бит* вокал* гитар* голос* звук* звуч* интро клавиш* меланхол* мелоди*
            припев* ритм* рифф* соляк* текст* тяжел* тяжёл* цепля*
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
            best_album best_record bland boring captivat* catchy charming clumsy cohesive compelling competent
            consistent convincing derivative disappoint* dragging dull engaging enjoyable excellent fail* falls_flat
            falls_short filler finest flaw* forgettable gorgeous grower haunting high_point highlight* impressive
            infectious irresistible lackluster lacklustre low_point magnificent masterpiece* mediocr* memorable
            monotonous overlong overproduced patchy predictable repeated_listens repetitive replay rewarding spins
            standout* stands_out strong strongest stunning succeed* superb tedious tiresome top_notch triumph*
            underwhelming uneven unremarkable verdict vital weak weakest well_crafted
        """,
        "de": """
            abwechslung* anspieltipp* beeindruck* belanglos* bieder durchhänger eingängig* empfehl* enttäusch* fazit
            formidabel füllmaterial gefallen gefällt gelungen* grandios* großartig* gänsehaut hervorragend*
            höhepunkt* kurzweilig* langweil* lohnt meisterwerk* mitreißend mitreißend* perfekt* schwäch* solide
            spannend* stärk* wertung zündet überraschend* überzeug*
        """,
        "fr": """
            abouti* accrocheur* addictif* agréable* beau belle bijou chef_d cohérent* convain* dommage déce*
            efficace* ennuy* excellent* faible* imparable* inspir* lassant* magnifique* malheureusement maîtrisé*
            original* parfait* prenant* puissant* recommand* remarquable* répétitif* sublime* superbe* tubesque*
            œuvre
        """,
        "es": """
            aburrid* acierto* brillante* cohesion* contundente* decepc* destaca* excelente* fascinante* flojas
            flojo* imprescindible* impresionante* irregular* lamentable* magistral* mejor_disco notable*
            obra_maestra pegadiz* predecible* recomend* redond* sobresal* sólida sólido
        """,
        "it": """
            bellissim* capolavoro coeso compatto consigliat* convinc* delud* delus* discreto eccellente emozion*
            imperdibil* intens* interessant* maturo mediocr* noios* notevole orecchiabil* ottim* piacevol*
            prevedibil* purtroppo ripetitiv* riuscit* solido trascinant* voto
        """,
        "pt": """
            brilhante* cativante* coeso decepcion* destaque* excelente* fantástic* impression* infelizmente
            irregular* maduro maravilh* melhor_disco notável obra_prima perfeit* previsíve* recomend* repetitiv*
            sensaciona* sólido
        """,
        "nl": """
            aanrader boeiend* eentonig* evenwichtig* fraai* gelaagd* geslaagd* geweldig* hoogtepunt* indruk*
            meeslepend* meesterwerk overtuig* pakkend* prachtig* saai schitterend* teleurstel* voorspelbaar*
            wonderschoon zwak*
        """,
        "sv": """
            besvik* betyg briljant* enformig* fantastisk* helgjut* höjdpunkt* imponer* medryckand* mästerverk*
            ojämn* rekommend* sanslös* stark* svag* träffsäker* tråkig* underbar* vacker* vackra övertyg*
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
            album_opener closing_track debut_album_is first_half_of_the_album her_best his_best on_the_album
            on_the_record on_this_album opening_track second_half_of_the_album the_album_closes the_album_ends
            the_album_feels the_album_opens the_closer the_opener the_record_feels the_record_is the_record_opens
            their_best their_finest their_strongest their_weakest this_album this_cd this_collection this_disc
            this_ep this_lp this_record this_record_is this_release title_track
        """,
        "de": """
            auf_dem_album auf_der_platte auf_der_scheibe auf_diesem_album das_album_ist der_opener die_platte_ist
            diese_platte diese_scheibe diesem_album dieser_platte dieser_scheibe dieses_album dieses_longplayers
            dieses_werk rausschmeißer titelstück vorliegende*
        """,
        "fr": """
            ce_deuxième_album ce_disque ce_nouveau_disque ce_nouvel_album ce_nouvel_opus ce_premier_album
            ce_second_album ce_troisième_album cet_album cet_opus cet_opus_est cette_galette l_album_est
            l_album_s_ouvre la_galette le_disque_est le_morceau_titre sur_ce_disque sur_cet_album
        """,
        "es": """
            del_disco_es el_disco_es el_disco_se_abre el_álbum_cuenta el_álbum_es en_este_disco en_este_álbum
            este_disco este_ep este_lp este_nuevo_disco este_nuevo_trabajo este_nuevo_álbum este_trabajo este_álbum
            tema_titular
        """,
        "it": """
            il_disco_si_apre il_disco_è in_questo_album in_questo_disco l_album_si_apre l_album_è
            la_traccia_d_apertura quest_album questa_uscita questo_album questo_debutto questo_disco questo_ep
            questo_lavoro questo_nuovo_album questo_nuovo_disco title_track
        """,
        "pt": """
            deste_disco deste_trabalho deste_álbum esse_disco esse_álbum este_disco este_álbum faixa_de_abertura
            faixa_título nesse_disco nesse_álbum neste_disco neste_novo_disco neste_álbum o_disco_abre o_disco_é
            o_novo_álbum_é o_álbum_é
        """,
        "nl": """
            afsluiter de_plaat_is de_plaat_opent deze_cd deze_nieuwe_plaat deze_plaat dit_album dit_debuut
            dit_nieuwe_album het_album_is op_deze_plaat op_dit_album opener titelnummer
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
