"""The words for concerts, for what is announced, and for who said it."""

from __future__ import annotations

from reviews.reading.evidence.word_lists import WordList

STAGE = WordList(
    {
        "": """
            MC concert* gig gigs headliner* koncert* konsert* konzert* live publikum* setlist* show shows
            soundcheck* tour tournee アンコール オーディエンス ステージ セットリスト セトリ ツアー ライブ ライヴ
            ライヴハウス 会場 公演 安可 客席 客電 対バン 歓声 武道館 演唱会 演唱會 熱狂 现场 現場 終演 観客 觀眾
            观众 開場 開演 공연 관객 무대 앵콜 콘서트
        """,
        "en": """
            applause arena audience* balcony bar between_songs came_on_stage closed_the_set closed_with concert
            concertgoer* concerts crowd* crowd_surf* doors doors_opened drum_solo encore encores fan_favorite*
            fan_favourite* festival* finished_with first_night front_row gig_was headlin* headline_act headline_set
            headliners last_night left_the_stage live_show merch mosh_pit moshing moshpit my_first_gig on_stage
            on_the_night on_the_stage onstage opened_with opening_act opening_set pit played_live pogo* postponed
            sang_along saw_them_live see_them_live seeing_them set_closer set_list setlist sing_along sing_alongs
            singalong* sold_out soundcheck stage stage_presence support_act support_band support_from support_slot
            supported_by supporting_act the_gig the_headliner* the_set the_show theatre their_set tonight
            took_the_stage venue* walked_out
        """,
        "de": """
            abend anheizer auf_der_bühne auftritt ausverkauft besucher* bier bühne* club einlass fans festival*
            gedränge gespielt halle hallen headliner* heute_abend konzertabend konzertbesuch* livekonzert location
            menge mitgesungen mitsing* pogo* publikum* saal schlange songs_live soundcheck spielt* spielten
            stimmung_war support tanzfläche ticket* veranstalt* vor_ort vorband* vorgruppe* vorprogramm zugabe*
            zuschauer*
        """,
        "fr": """
            ambiance_dans applaudi* billets_vendus chauffe concert_de festival* fosse foule le_concert micro
            monte_sur_scène montent_sur_scène première_partie public public_* rappel rappels salle scène set soirée
            sold_out spectacle spectateur* spectatrice* tête_d_affiche
        """,
        "es": """
            abarrotad* actuación aplauso* asistentes bis bises concierto* corear corearon coreó directo entradas
            escenario* festival* foro gira lleno_absoluto luces multitud* noche pabellón público público_entregado
            recinto recital repertorio sala telonera* telonero* tocaron velada vocalista
        """,
        "it": """
            applausi bis coda concerti concerto data_di esibizion* festival folla gruppo_spalla locale palco platea
            pubblico scalett* serata sold_out spettacol* sul_palco suonano suonato_dal_vivo transenne
        """,
        "pt": """
            alinhamento aplaus* apresenta* bis casa_cheia concerto concertos encore festival* ingressos multidão
            noite palco plateia público sobem_ao_palco subiu_ao_palco
        """,
        "nl": """
            applaus avond bezoekers bis concertganger* concertzaal festival* hoofdact meegezongen meezing* optred*
            optreden* podium publiek* toegift* uitverkocht* voorband* voorprogramma* zaal*
        """,
        "sv": """
            allsång* extranummer festival* förband förbandet hallen konserten konserter kväll* live_åren ljuset
            lokal lokalen mellansnack* premiär publik* scen scenen spelade spelning* sång_med trängsel turné* utsålt
        """,
        "no": """
            aften applaus ekstranumm* festival* koncerten konserten kveld publikum salen scenen spillede spillested*
            tilgift turné udsolgt utsolgt
        """,
        "pl": """
            bis bisy festiwal* klub* koncercie koncert koncertu na_bis na_scenie oklask* publiczno* scen* support
            supportu trasa widown* wieczor* wieczór występ* zagrali zagrał*
        """,
        "cs": """
            festival* hal* klub* koncertu koncertě na_pódiu potlesk publik* pódi* předkapel* přídav* sál turné
            večer* vyprodan* vystoup* zahrál*
        """,
        "fi": """
            encore esiintyi esiintym* festivaal* ilta keikalla keikan keikka* konsertin konsertti lava lavalla lavan
            loppuunmyy* soitti yleisö*
        """,
        "ru": """
            аплодисмент* бис выступ* гастрол* зал* зрител* концерт* на_бис на_сцене публик* сет_лист сцен* сыграл*
            тур фестивал*
        """,
    }
)

ANNOUNCED = WordList(
    {
        "": """
            line_up pre_order preorder teaser ticket tickets tour_dates videoclip チケット ツアー日程 リリース決定
            先行 发布 售票 決定 発売 発売決定 発表 發布 解禁 開催 预售 개최 공개 발매 예매 티켓
        """,
        "en": """
            aged announc* announcement are_back arrives_on autumn_tour available_now be_announced below big_news
            chart charts check_out_the closing_down comeback comes_out confirmed dates died drops due_in due_on
            due_out due_to_be_released european_tour fall_tour first_album_in_years first_single first_song
            first_taste first_track follow_them follow_us forthcoming frontman_says full_details full_tour funeral
            further_shows has_been_released has_died has_just_released has_revealed has_shared have_just_released
            have_revealed have_shared headline_tour hit_stores hit_the_road is_available is_out_now is_set_to
            joined_by just_released kick_off kicks_off later_this_year latest_single latest_track lawsuit
            lead_single listen_below lyric_video memorial more_details more_news music_video new_ep new_music
            new_single new_song new_track new_video newest_single newest_song newest_track next_month next_week
            nominat* north_american_tour obituary off_their_upcoming official_video on_sale on_the_way
            out_everywhere out_now out_on passed_away pre_order* pre_sale premiered premieres premiering preorder*
            presale press_release record_label release_date release_day released_today reportedly rescheduled
            reveal* set_for_release set_to_drop set_to_release shared_a signed_to slated special_guests spokesperson
            spring_tour statement_reads stay_tuned stay_up_to_date stream_it stream_the_new streamed summer_tour
            teased teaser teases teasing tickets_on_sale to_announce to_be_released to_follow trek uk_tour unveil*
            upcoming via watch_below watch_it_below will_be_available will_be_out will_be_released will_headline
            will_perform will_play will_release will_tour world_tour
        """,
        "de": """
            ab_sofort am_start angekündigt auf_tour auskopp* bekannt_gegeben bekanntgegeben bestätigt
            dürfen_sich_freuen erscheinen erscheint_am erstmals_live fans_dürfen folgen_soll gab_bekannt
            gaben_bekannt gehen_auf_tour geht_auf_tour geht_es_auf_tour gestorben gibt_es_ab im_frühjahr im_herbst
            karten kommt_am kommt_in_die konzertreise kündig* kündigen_an kürzlich_veröffentlicht meldet_sich
            mitgeteilt neue_album neue_single neues_album neues_album_an neues_video neueste_single neuestes
            offiziell* pressemitteilung präsentieren_ihre release steht_fest steht_in_den_startlöchern termine
            tourdaten tournee verschoben verstorben veröffentlicht_am veröffentlicht_wird vorab vorbestell*
            vorverkauf* vvk
        """,
        "fr": """
            a_annoncé annonc* bientôt billets billetterie clip communiqué d_ores_et_déjà dates disponible_le décès
            décédé dévoil* dévoilent en_concert en_tournée en_tête_d_affiche est_attendu est_mort est_morte
            nouveau_clip nouveau_single nouveau_titre nouvel_album_de nouvelle_chanson officiel* ont_annoncé
            paraîtra prochain_album précommande* prévu* rend_hommage reporté* s_est_éteint sera_disponible sort_le
            sortie_le sortie_prévue sortira sortiront tournée track_listing tracklisting tête_d_affiche viennent_de
            vient_de_publier à_l_automne à_paraître
        """,
        "es": """
            a_la_venta acaba_de_lanzar acaba_de_publicar acaban_de_lanzar acaban_de_publicar actuará adelanto
            anuncia* anunció comunicado confirmad* disponible_en entradas_a_la_venta estren* estrenará fallece
            falleció fechas gira gira_por ha_confirmado ha_muerto han_confirmado lanzará llegará llegarán murió
            nueva_canción nuevo_sencillo nuevo_single nuevo_tema nuevo_trabajo_discográfico nuevo_videoclip
            nuevo_álbum oficial* presentará preventa próximo próximo_disco próximo_álbum próximos publicará
            publicarán redes_sociales saldrá saldrán verá_la_luz ya_disponible ya_está_disponible
        """,
        "it": """
            a_breve annunci* anteprima anticipa anticipato biglietti comunicato conferenza conto_alla_rovescia data
            date date_del_tour dettagli disponibile_dal esce escono fuori_il fuori_ora ha_annunciato ha_pubblicato
            hanno_annunciato imminente in_arrivo in_programma in_radio in_tour in_uscita live_in morta morto
            nuovo_album_di nuovo_brano nuovo_disco_di nuovo_singolo nuovo_video online_il partirà prevendit*
            prossimo_album pubblicherà scomparso si_preparano stampa stanno_per tornano tornare torneranno tour
            tour_che ufficial* uscirà uscirà_il video_ufficiale
        """,
        "pt": """
            acaba_de_lançar anuncia* anunciou apresentam apresentará bilhetes chega_a chega_às chegará comunicado
            datas digressão disponível_em divulg* estreia_do estreia_em estreou faleceu ingressos já_disponível
            lançam lançamento* lançará morreu nova_música novo_clipe novo_single novo_álbum oficial*
            plataformas_digitais pré_venda próxima próximo próximo_álbum será_lançado turnê videoclipe
        """,
        "nl": """
            aangekondigd aankomend* aankondiging* bekend_gemaakt bevestigd bracht_uit brengt_uit deelt_nieuwe gelekt
            kaarten kaartjes kaartverkoop komt_met komt_naar kondig* maakt_bekend nieuw_album nieuw_nummer
            nieuwe_album nieuwe_clip nieuwe_muziek nieuwe_single nieuwste_single officie* onderweg onthul* optreden
            opvolger_van overleden overlijden te_horen_is ticketverkoop tournee uitgebracht vanaf_vrijdag verschijnt
            verschijnt_op voorverkoop
        """,
        "sv": """
            aktuell* avled avlidit avslöja* bekräft* berättar biljett* datum gav_ut_i_dag ges_ut ges_ut_den
            gör_comeback i_höst i_vår inför kommande kommer_ut meddela* ny_låt ny_singel ny_video nya_singeln nyhet*
            nytt_album officiell* premiär* pressmeddelande singeln singelsläpp släpper släpper_nytt släpps
            släppte_singeln spelar_in till_hösten turnerar turné* utannonser* åker åker_på
        """,
        "no": """
            annonce* bekreft* bekræft* billetsalg billetter* comeback døde gir_ut kommende kommer_ut kunngjort
            kunngjør* lanserer ny_plade_på_vej ny_singel ny_video nyt_album nytt_album officiel* offisiel* singlen
            slipper slipper_nytt til_høsten turné* udgiver udkommer udsender utgis
        """,
        "pl": """
            bilet* koncertow* nakładem nowa_płyta_ukaże nowy_album nowy_singiel nowy_teledysk oficjaln* ogłosi*
            potwierdz* premiera premierowy premierę przedsprzeda* singiel singl* teledysk* tras* trasę_koncertową
            ukaże ukaże_się w_sprzedaży wkrótce wyda wydan* zapowiada* zapowie* zmarł*
        """,
        "cs": """
            chyst* fanoušc* křest křtí novinka nové_album_vyjde nový_klip nový_singl odehraj* oficiáln* oslav*
            oznámil* pokřt* potvrd* pražsk* předprodej připrav* singl* turné turné_k videoklip* vstupen* vychází
            vydá vyjde vyjde_v vyprodan* vystoupí zemřel* zveřejnil* zveřejní
        """,
        "fi": """
            ennakkomyyn* ensisingle ilmesty* julkaisee julkaisi_singlen julkaistaan julkist* keikkailee kiertue*
            kuollut lippu* liput musiikkivideo* tulossa uusi_albumi_julkaistaan uusi_kappale uusi_single uutuus
            vahvist* viralli*
        """,
        "ru": """
            анонс* билет* в_продажу выйдет выйдет_в выпустил* выпустит выпустит_новый выступит выход_альбома
            гастрол* готовит готовят дата_выхода комментари* новый_альбом_выйдет новый_клип новый_сингл объяви*
            опубликовал* отреагир* официаль* поступ* представил* презент* премьер* пресс_служб* релиз скончал*
            сообщ* состоится состоял* соцсет* стала_известна тур умер умерла ушел_из_жизни ушёл_из_жизни
        """,
    }
)

SAID = WordList(
    {
        "en": """
            according_to added adds commented comments explained explains laughs recalls said says statement tells
            told
        """,
        "de": """
            berichtet erklärt erklärte erzählt erzählte lacht meint sagt sagte so_der verrät zufolge
        """,
        "fr": """
            affirme ajoute confie dit déclare explique précise raconte rires selon
        """,
        "es": """
            afirma asegura comenta confesó cuenta declaró dice dijo explica risas según
        """,
        "it": """
            afferma dice dichiara ha_dichiarato racconta raccontano ride secondo_quanto si_legge spiega
        """,
        "pt": """
            afirma comentou conta declarou disse diz explica revelou risos segundo
        """,
        "nl": """
            aldus lacht legt_uit vertelt volgens zegt
        """,
        "sv": """
            berättar enligt förklarar sa skrattar säger
        """,
        "no": """
            forklarer forteller fortæller ifølge ler sier siger
        """,
        "pl": """
            dodaje mówi opowiada powiedział rozmawiamy według wyjaśnia śmiech
        """,
        "cs": """
            dodal dodává podle sdělil uvedl uvedla uvedli vysvětluje řekl řekla říká
        """,
        "fi": """
            kertoi kertoo mukaan naurahtaa sanoo toteaa
        """,
        "ru": """
            говорит заявил отметил по_словам пояснил признал рассказал сказал сообщил
        """,
    }
)

WE = WordList(
    {
        "": """
            俺たち 僕ら 我们 私たち 우리
        """,
        "en": """
            our ours us we we_re we_ve
        """,
        "de": """
            uns unser* wir
        """,
        "fr": """
            nos notre nous on_a on_est
        """,
        "es": """
            estamos hemos nosotros nuestr* tenemos
        """,
        "it": """
            abbiamo noi nostr* siamo
        """,
        "pt": """
            nossa nosso nossos nós temos
        """,
        "nl": """
            ons onze we wij
        """,
        "sv no": """
            oss vi vår*
        """,
        "pl": """
            jesteśmy my nam nas nasz*
        """,
        "cs": """
            jsme my naše* nám nás
        """,
        "fi": """
            me meidän olemme
        """,
        "ru": """
            мы нам нас наш*
        """,
    }
)
