"""The words for concerts, for what is announced, and for who said it."""

from __future__ import annotations

from reviews.reading.evidence.word_lists import WordList

STAGE = WordList(
    {
        "": """
            MC concert* gig gigs headliner* koncert* konsert* konzert* live publikum* setlist* soundcheck* tour
            tournee アンコール ステージ セットリスト セトリ ツアー ライブ ライヴ 会場 公演 安可 客席 客電 歓声
            武道館 演唱会 演唱會 熱狂 现场 現場 終演 観客 觀眾 观众 開場 開演 공연 관객 무대 앵콜 콘서트
        """,
        "en": """
            applause arena audience* balcony bar between_songs closed_the_set concert concertgoer* concerts crowd*
            doors doors_opened encore encores festival* first_night front_row headlin* last_night live_show merch
            mosh_pit moshpit on_stage on_the_night onstage opening_act opening_set played_live sang_along set_closer
            set_list setlist show sing_along sold_out soundcheck stage support_act the_set theatre their_set tonight
            took_the_stage venue* walked_out
        """,
        "de": """
            abend anheizer auftritt ausverkauft besucher* bier bühne* club einlass fans festival* gedränge gespielt
            halle hallen heute_abend livekonzert location menge mitgesungen saal schlange songs_live soundcheck
            spielt* stimmung_war support tanzfläche veranstalt* vor_ort vorband* vorprogramm zugabe* zuschauer*
        """,
        "fr": """
            ambiance_dans applaudi* billets_vendus festival* fosse foule micro monte_sur_scène montent_sur_scène
            première_partie public rappel rappels salle scène soirée sold_out spectacle spectateur* spectatrice*
        """,
        "es": """
            abarrotad* actuación aplauso* asistentes bis bises concierto* corear corearon coreó directo entradas
            escenario* festival* foro gira lleno_absoluto luces multitud* noche pabellón público público_entregado
            recinto recital repertorio sala show telonera* telonero* tocaron velada vocalista
        """,
        "it": """
            applausi bis coda concerti concerto data_di esibizion* festival folla gruppo_spalla locale palco platea
            pubblico scalett* serata sold_out spettacol* sul_palco suonano suonato_dal_vivo transenne
        """,
        "pt": """
            alinhamento aplaus* apresenta* bis casa_cheia concerto concertos encore festival* ingressos multidão
            noite palco plateia público show sobem_ao_palco subiu_ao_palco
        """,
        "nl": """
            applaus avond bezoekers bis concertzaal festival* meezing* optred* podium publiek* toegift* uitverkocht*
            voorprogramma* zaal*
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
            line_up pre_order preorder release single teaser ticket tickets tour_dates videoclip チケット ツアー日程
            リリース決定 先行 发布 售票 決定 発売 発売決定 発表 發布 解禁 開催 预售 개최 공개 발매 예매 티켓
        """,
        "en": """
            announc* are_back arrives_on available_now be_announced below chart charts check_out_the comes_out
            confirmed dates died drops due_in due_on due_out first_single first_taste forthcoming frontman_says
            funeral further_shows has_revealed has_shared have_revealed have_shared headline_tour hit_stores
            is_available is_out_now is_set_to joined_by kick_off kicks_off later_this_year lawsuit lead_single
            listen_below lyric_video music_video new_single next_month next_week nominat* on_sale out_now out_on
            passed_away pre_order* preorder* press_release release_date rescheduled reveal* set_for_release
            set_to_drop set_to_release shared_a signed_to slated statement statement_reads streamed tickets_on_sale
            to_be_released to_follow trek unveil* upcoming via watch_below watch_it_below will_be_out
            will_be_released will_headline will_perform will_play will_release will_tour world_tour
        """,
        "de": """
            ab_sofort angekündigt auskopp* bekannt_gegeben erscheinen erscheint_am erstmals_live folgen_soll
            gehen_auf_tour geht_auf_tour gestorben gibt_es_ab karten kommt_am kommt_in_die konzertreise kündig*
            meldet_sich mitgeteilt neue_single neues_album_an pressemitteilung steht_fest termine tourdaten tournee
            verschoben verstorben veröffentlicht_am veröffentlicht_wird vorab vorbestell* vorverkauf* vvk
        """,
        "fr": """
            a_annoncé annonc* bientôt billets billetterie clip communiqué dates disponible_le décès décédé dévoil*
            en_concert en_tête_d_affiche est_attendu extrait nouveau_clip nouveau_single ont_annoncé paraîtra
            prochain_album précommande* prévu* sera_disponible sort_le sortie_le sortira sortiront tournée
            track_listing tracklisting viennent_de vient_de_publier à_l_automne à_paraître
        """,
        "es": """
            a_la_venta actuará adelanto anuncia* anunció comunicado entradas_a_la_venta estrenará fallece falleció
            fechas gira ha_confirmado han_confirmado lanzará llegará llegarán nuevo_sencillo presentará preventa
            próximo próximo_disco próximo_álbum próximos publicará publicarán redes_sociales saldrá saldrán
            verá_la_luz ya_está_disponible
        """,
        "it": """
            a_breve annunci* anteprima anticipa anticipato biglietti comunicato conferenza conto_alla_rovescia data
            date date_del_tour dettagli disponibile_dal esce escono fuori_il ha_annunciato imminente in_arrivo
            in_programma in_radio in_uscita nuovo_singolo partirà prevendit* prossimo_album pubblicherà scomparso
            si_preparano stampa stanno_per tornano tornare torneranno tour tour_che uscirà uscirà_il uscita
            video_ufficiale
        """,
        "pt": """
            anuncia* anunciou apresentam apresentará bilhetes chega_a chega_às chegará comunicado datas digressão
            disponível_em divulg* estreia_em faleceu ingressos já_disponível lançam lançará novo_single pré_venda
            próxima próximo próximo_álbum será_lançado turnê videoclipe
        """,
        "nl": """
            aangekondigd aankomend* bekend_gemaakt bevestigd kaarten kaartjes kaartverkoop komt_naar kondig*
            maakt_bekend nieuwe_single onderweg optreden opvolger_van overleden te_horen_is ticketverkoop tournee
            vanaf_vrijdag verschijnt verschijnt_op voorverkoop
        """,
        "sv": """
            aktuell* avlidit avslöja* berättar biljett* datum ges_ut ges_ut_den i_höst i_vår inför kommande
            kommer_ut meddela* nyhet* premiär* pressmeddelande singeln singelsläpp släpper släpper_nytt släpps
            släppte_singeln spelar_in till_hösten turné* utannonser* åker åker_på
        """,
        "no": """
            annonce* billetsalg billetter* døde gir_ut kommende kommer_ut kunngjort kunngjør* lanserer singlen
            slipper slipper_nytt til_høsten turné* udgiver udkommer udsender utgis
        """,
        "pl": """
            bilet* nakładem ogłosi* premiera premierę przedsprzeda* singiel singl* tras* trasę_koncertową ukaże
            ukaże_się w_sprzedaży wkrótce wyda wydan* zapowiada* zapowie* zmarł*
        """,
        "cs": """
            chyst* fanoušc* křest novinka odehraj* oslav* oznámil* pokřt* pražsk* předprodej připrav* singl* turné
            turné_k vstupen* vychází vydá vyjde vyjde_v vyprodan* vystoupí zemřel* zveřejnil* zveřejní
        """,
        "fi": """
            ennakkomyyn* ensisingle ilmesty* julkaisee julkaisi_singlen julkaistaan julkist* keikkailee kiertue*
            kuollut lippu* liput tulossa uutuus
        """,
        "ru": """
            анонс* билет* в_продажу выйдет выпустил* выпустит выступит гастрол* комментари* новый_сингл объяви*
            опубликовал* отреагир* поступ* представил* презент* премьер* релиз скончал* сообщ* состоится состоял*
            соцсет* тур
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
