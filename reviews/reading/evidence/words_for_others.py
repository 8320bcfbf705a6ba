"""The words for what is reviewed, sold or told elsewhere than under music: films, books, games, goods, history."""

from __future__ import annotations

from reviews.reading.evidence.word_lists import WordList

FILM = WordList(
    {
        "": """
            俳優 出演 导演 映画 演员 电影 監督 脚本 電影 감독 배우 영화
        """,
        "en": """
            actor* actress* biopic blockbuster cast cinema cinemas cinematograph* directed director* documentar*
            episode* film films footage hollywood movie* netflix plot screenplay sequel starring trailer
        """,
        "de": """
            biopic darsteller* doku dokumentarfilm* dokumentation* drehbuch film* handlung kino* kinostart regie
            regisseur* schauspieler* serie staffel szene szenen
        """,
        "fr": """
            acteur* actrice* biopic* cinéma documentaire* film* intrigue long_métrage réalisat* saison
            salles_obscures scénario série
        """,
        "es": """
            actor* actriz biopic cine director* documental* estreno guion película* serie temporada
        """,
        "it": """
            attor* attrice biopic cinema documentari* film pellicola regist* sceneggiatura serie stagione
        """,
        "pt": """
            ator atores atriz cinebiografi* cinema diretor* documentári* enredo filme* roteiro série temporada
        """,
        "nl": """
            acteerwerk acteur* actrice* biopic bioscoop* cast documentaire* film* regie regisseur* seizoen serie
        """,
        "sv": """
            bio film* manus regissör* rollfigur* scen_i serien skådespel* säsong
        """,
        "no": """
            biograf film* instruktør* kino manuskript* regissør* sesong skuespill*
        """,
        "pl": """
            aktor* bohater* film* kino* reżyser* scenariusz* serial* sezon
        """,
        "cs": """
            film* herci herec herečk* kino postav* režisér* scénář* seriál*
        """,
        "fi": """
            elokuva* käsikirjoitus leffa* näyttelij* ohjaaja* sarja
        """,
        "ru": """
            актер* актрис* актёр* кино* персонаж* режисс* сериал* сценар* фильм*
        """,
    }
)

BOOK = WordList(
    {
        "": """
            作者 出版 出版社 小説 小说 本書 著者 読者 读者 독자 소설 저자
        """,
        "en": """
            author* biograph* book books chapter* fiction hardback isbn librar* literary memoir* novel* paperback
            protagonist* publisher*
        """,
        "de": """
            biograf* buch bücher erzähl* isbn leser* roman* schriftsteller* seiten taschenbuch verlag
        """,
        "fr": """
            biographie* chapitre* isbn lecteur* livre* roman* récit écrivain* éditeur*
        """,
        "es": """
            biografía editorial escritor* isbn lector* libro* novela* páginas
        """,
        "it": """
            biografia editore isbn lettor* libri libro pagine romanzo scrittor*
        """,
        "pt": """
            biografia editora escritor* isbn leitor* livro* páginas romance
        """,
        "nl": """
            auteur biografie bladzijden boek boeken hoofdstuk* isbn lezer* schrijver* uitgeverij
        """,
        "sv": """
            bok boken böcker författar* förlag* isbn läsare* roman* sidor
        """,
        "no": """
            bog bogen bok boken forfatter* forlag* kapit* leser* læser* roman* sider
        """,
        "pl": """
            czytelnik* isbn książk* powieś* rozdział* stron wydawnictw*
        """,
        "cs": """
            isbn kapitol* knih* nakladatel* román* spisovatel* stran čtenář*
        """,
        "fi": """
            kirja* kustantaja* lukija* luku romaani* sivua
        """,
        "ru": """
            автор* глав* издательств* книг* роман* страниц* читател*
        """,
    }
)

GAME = WordList(
    {
        "": """
            ゲーム プレイヤー 游戏 玩家 게임 플레이어
        """,
        "en": """
            boss_fight* cutscene* dlc game gameplay gamer* games graphics mechanics multiplayer nintendo open_world
            pixel* platformer playstation ps2 ps3 ps4 ps5 sidequest* video_game* videogame* xbox
        """,
        "de": """
            abspann entwickler* gameplay grafik konsole* missionen nintendo playstation ps4 ps5 rätsel
            schwierigkeitsgrad spiel spiele spieler* spielfigur spielzeit steuerung switch xbox
        """,
        "fr": """
            gameplay graphismes jeu jeu_vidéo jeux jeux_vidéo jouabilité joueur* manette missions mécaniques
            nintendo niveaux pc playstation ps4 ps5 switch xbox
        """,
        "es": """
            consola* enemigos entrega_de_la_saga gamer gráfic* juego juegos jugabilidad jugable* jugador* jugando
            jugar jugarlo kojima mecánicas misiones nintendo nivel_de_dificultad partida pc plataformas_de ps2 ps3
            ps4 ps5 videojuego* xbox
        """,
        "it": """
            gameplay giocabilità giocator* gioco grafica livelli meccaniche missioni nintendo playstation ps4 ps5
            switch videogioc* xbox
        """,
        "pt": """
            fases gameplay gráficos jogabilidade jogador* jogo jogos mecânicas missões nintendo playstation ps4 ps5
            switch xbox
        """,
        "nl": """
            besturing game gameplay levels missies nintendo playstation speelbaar* spel spelcomputer speler* spellen
            switch xbox
        """,
        "sv no": """
            banor konsol* nintendo playstation spelare spelbar* spelen spelet spelkontroll* spillere spillet styring
            switch tv_spel* xbox
        """,
        "pl cs fi": """
            fabuł* gra gracz* gry hra hratelnost hry hráč* konsol* konzol* nintendo ovládání pelaaj* pelattav* peli
            pelin playstation poziom* rozgrywk* sterowani* switch xbox úroveň
        """,
        "ru": """
            nintendo playstation switch xbox геймплей игр* консол* прохожд* уровн*
        """,
    }
)

PRODUCT = WordList(
    {
        "": """
            アンプ イヤホン スピーカー ヘッドホン 価格 耳机 音箱 스피커 이어폰 헤드폰
        """,
        "en": """
            amplifier* bass_response battery_life bluetooth cable charging comfortabl* controls device driver_unit
            ear_cups ear_pads earbud* earphone* ergonom* firmware frequency_response guitar_pedal* headphone*
            impedance knobs latency microphone* noise_cancel* pedal* preamp* sound_quality soundbar speaker_system*
            specifications turntable* usb usb_c wireless
        """,
        "de": """
            akku* ausstattung bedienung bluetooth bügel hersteller* kabel klangbild_des kopfhörer* lautsprecher*
            lieferumfang messwert* mikrofon* noise_cancelling ohrpolster passform plattenspieler* rauschunterdrück*
            regler testgerät tragekomfort usb verarbeitung verstärker*
        """,
        "fr": """
            ampli* appareil autonomie_de batterie_de bluetooth boutons casque* confort* coussinets câble enceinte*
            ergonomi* microphone* platine* prise_en_main qualité_sonore réduction_de_bruit
        """,
        "es": """
            almohadillas altavoces amplificador* auriculares autonomía batería_de bluetooth botones cable
            calidad_de_sonido cancelación_de_ruido cómodo cómodos dispositivo ergonom* giradiscos micrófono*
        """,
        "it": """
            amplificator* autonomia_di bluetooth cancellazione_del_rumore cavo comode cuffie diffusor* dispositivo
            ergonom* giradischi microfon* padiglioni pulsanti qualità_audio
        """,
        "pt": """
            amplificador* aparelho autonomia_de bluetooth botões cabo caixas_de_som cancelamento_de_ruído
            confortáve* ergonom* fones microfone* preço qualidade_de_som toca_discos
        """,
        "nl": """
            accuduur apparaat bediening bluetooth draagcomfort draaitafel* geluidskwaliteit kabel koptelefoon*
            luidspreker* microfoon oorkussens ruisonderdrukking versterker* zit_lekker
        """,
        "sv no": """
            batteri* bekväm* bluetooth brusreducer* diskant* förstärkar* hodetelefon* högtalar* hörlurar høyttaler*
            kabel* knappar ladd* ljudkvalitet* lydkvalitet* mikrofon* passform* skivspelare* støjreduktion
            støyreduksjon
        """,
        "pl cs fi": """
            akku bateri* bluetooth gramofon* głośnik* jakość_dźwięku kabel kaiutin* kuulokkeet kvalita_zvuku
            mikrofon* mukav* pohodln* potlačení redukcj* reproduktor* sluchátk* słuchawk* vastamelu* výdrž* wygodn*
            wzmacniacz* zesilovač* äänenlaatu
        """,
        "ru": """
            кабель колонк* наушник* проигрывател* усилител* цена
        """,
    }
)

SHOP = WordList(
    {
        "": """
            aggiungi_al_carrello ajouter_au_panier auf_lager añadir_al_carrito disponibilità do_koszyka do_košíku
            doprava dostawa en_stock envío i_lager in_winkelwagen kaufen kosárba kundenbewertungen leveringstid
            leírása lieferzeit lisää_ostoskoriin livraison mwst op_voorraad raktáron skladem spedizione varukorgen
            versand verzending warenkorb в_корзину доставка カートに入れる 在庫 送料
        """,
        "en": """
            add_to_bag add_to_basket add_to_cart buy_now checkout customer_reviews free_shipping in_stock
            out_of_stock shipping
        """,
    }
)

TRADE = WordList(
    {
        "": """
            branche branża coleccion* collectionneur* collezion* digitalisierung gesellschaft industria
            industrie_musicale indústria meinung musikindustrie muziekindustrie piattaforme plataformas plateformes
            průmysl sammler* skivbransch* streaming* verzamel* vinil* vinyl* winyl* винил* индустри* стриминг*
            サブスク レコード店
        """,
        "en": """
            algorithm* apple_music argument audiophile* collection collectors columnist consumption convenience
            critics digital essay format formats generation industry internet journalis* listening_habits listicle
            lists magazine mp3 mp3s music_press nostalg* opinion physical pitchfork playlists record_shop
            record_store reviewer* rolling_stone sales services society spotify streaming technology turntable
            youtube
        """,
        "de": """
            algorithm* generation konsum* kritiker* magazin musikjournalis* nostalgi* physisch* plattenladen
            plattform* rezensionen sammlung streamingdienst* tonträger_markt zeitschrift*
        """,
        "fr": """
            algorithm* collectionn* consommation critiques disquaire* génération industrie journalis* magazine
            nostalgi* numérique presse_musicale société support_physique vinyles
        """,
        "es": """
            algoritm* consumo críticos digital formato_físico generación nostalgi* periodis* prensa_musical revista*
            sociedad tiendas_de_discos vinilo*
        """,
        "it": """
            algoritm* consumo critici digitale generazione giornalis* negozi_di_dischi nostalgi* rivist* società
            stampa_musicale supporto_fisico vinili
        """,
        "pt": """
            algoritm* colecion* collecion* consumo crítico* digital formato_físico geração imprensa jornalis*
            nostalgi* revista* sociedade veículo* vinil
        """,
        "nl": """
            algoritme* digitaal generatie maatschappij muziekjournalis* muziekpers muziekrecensent* nostalgi*
            platenzaak platenzaken platforms recensent* tijdschrift*
        """,
        "sv no": """
            algoritm* anmelder* avis* digital* generation* journalist* kritiker* medier* musikbransch* musikpress*
            nostalgi* platebutikk* plattform* recensent* samfunn* samhälle* samlare samling* skivaffär* tidning*
        """,
        "pl cs": """
            algoritm* algorytm* branż* cyfrow* digitál* dziennikarz* generac* kolekcj* kritik* krytyk* magazyn*
            nostalgi* novinář* platform* pokoleni* recenzen* sběratel* společnost* społeczeństw* časopis*
        """,
        "fi": """
            algoritm* alusta* arvostelij* digitaali* keräi* kriitik* lehdet lehti media* nostalgi* sukupol*
            suoratoisto* toimittaj* vinyyli* yhteiskun*
        """,
        "ru": """
            алгоритм* журнал* журналист* коллекц* критик* ностальг* общест* платформ* поколени* рецензент* сми
            цифров*
        """,
    }
)

HISTORY = WordList(
    {
        "": """
            alapított* aniversario anniversaire anniversario bildades biografie biografía biographie carreira
            carrera carriera carrière członk* etichetta fondat* fondé formada formada_em formatosi formé fundada
            född geboren gegründet genere integrantes jahrestag jäsenet karriere kuruldu leden lunghezza medlemmar
            membres membri miembros mitglieder nacido narozen* nascido nato né_à opgericht perustettu produttore
            pubblicato_il pubblicato_l registrato rilasciato syntynyt sålt urodzon* usciva vendid* vendus vendut*
            verkaufte verkocht založen* założon* è_il_sesto členov* карьер* образован* родил* участник*
            ディスコグラフィ デビュー メンバー 出生 出身 唱片目录 成立于 経歴 結成 결성 데뷔 생년
        """,
        "en": """
            anniversary best_selling biography born brought_up career certified charted commercial_success copies
            copies_worldwide died_in disbanded discography formed founded founded_in godfathers gold_record grammy*
            guinness hailing_from hall_of_fame influence_on is_a_british is_an_american joined_the_band known_for
            left_the_band legacy line_up line_up_changes lineup members members_are originally_released peaked
            pioneers platinum reached_number replaced reunited selling signed_with split_up studio_album
            studio_albums was_born was_released_on widely_considered years_active
        """,
        "de": """
            auflösung besetzung charts diskografie erreichte ersetzte geschichte gründete* mitglied* unterschrieb
            verkaufte* verließ vertrag veröffentlichte*
        """,
        "fr": """
            certifié* discographie dissolution exemplaires fondé* formé* maison_de_disques né_le reformation vendu*
        """,
        "es": """
            certificad* copias discografía ejemplares formad* fundad* nacid* separación trayectoria
        """,
        "it": """
            biografia certificat* classific* copie disco_d_oro discografia formatisi nata_a nato_a scioglimento
        """,
        "pt": """
            aniversário biografia certificad* cópias discografia formad* fundad* nascid* trajetória
        """,
        "nl": """
            bandleden discografie exemplaren hitlijst* jubileum verkocht* verliet
        """,
        "sv": """
            biografi diskografi exemplar född* grundades jubileum karriär listplacering* såld*
        """,
        "no": """
            biografi dannede dannet diskografi eksemplarer født jubilæum medlemmer solgt*
        """,
        "pl": """
            biografia dyskografia egzemplarz* jubileusz* kariera powstał* skład_zespołu sprzedan*
        """,
        "cs": """
            diskografie kariéra nosičů prodan* vznikl* výročí
        """,
        "fi": """
            diskografia juhlavuo* jäsen* kappaletta_myytiin myyty* perustet* ura uransa
        """,
        "ru": """
            биограф* дискограф* основан* продан* тираж* чарт* юбиле*
        """,
    }
)

PODCAST = WordList(
    {
        "": """
            podcast* ポッドキャスト 팟캐스트 播客
        """,
        "en": """
            airs broadcast episode episodes guest guests host hosts itunes listeners playlist pod radio season
            show_notes subscribe the_show tune_in voting
        """,
        "de": """
            abonnier* episode folge folgen gast gäste hörerinnen moderator* sendung*
        """,
        "fr": """
            abonne* auditrices émission* épisode* invité*
        """,
        "es": """
            episodio* invitad* oyentes programa suscri*
        """,
        "it": """
            ascoltatori episodio ospit* puntata puntate
        """,
        "pt": """
            convidad* episódio* ouvintes programa
        """,
        "nl": """
            aflevering* gasten luisteraars uitzending*
        """,
        "sv no": """
            avsnitt* episod* gäst* lyttere lyssnare programledar* vært*
        """,
        "pl cs": """
            audycj* díl epizod* gość odcin* pořad* posluchači słuchacze
        """,
        "fi": """
            jakso* kuuntelijat vieraana
        """,
        "ru": """
            ведущ* подкаст*
        """,
    }
)
