### Nynorsk. Dei same id-ane står i nb.ftl og en.ftl; tests/test_texts.py kontrollerer det.

## Names
app-name = Veivalg
form-nb = Bokmål
form-nn = Nynorsk
form-en = English
form-choice = Målform
form-which = Kva målform vil du at eg skal svare på?
form-which-2 = Vel gjerne målforma med ein av knappane: bokmål, nynorsk eller engelsk.
topic-career_paths = Karrierevegar
topic-job_search = Jobbsøking
topic-uncertainty = Tvil og uvisse
topic-family_planning = Barn og familie
topic-rights_and_rules = Rettar og reglar
topic-funding_and_mobility = Finansiering og mobilitet
topic-skills_and_planning = Kompetanse og planlegging
topic-support_services = Kvar du får støtte
kind-information = Informasjon
kind-learning = Øving
kind-guidance = Rettleiing
role-counsellor = Karriererettleiar
role-admin = Administrator
skip-to-content = Hopp til innhaldet
nav-chat = Still eit spørsmål
nav-articles = Artiklar
nav-booking = Bestill time
nav-privacy = Personvern
nav-accessibility = Tilgjenge
nav-quality = Målt kvalitet
nav-sign-in = Logg inn for tilsette
nav-main = Hovudmeny
footer-about = Veivalg er ei teneste for forskarar tidleg i karrieren. Svara kjem frå artiklar med kjelder.

## Chat
chat-title = Karriererettleiing for forskarar tidleg i karrieren
chat-lead = Spør om karrierevegar, jobbsøking, tvil og uvisse, eller om å få barn medan du er i stillinga.
disclosure =
    Hei! Eg er ei maskin, ikkje eit menneske. Eg finn svar i artiklar som er skrivne og kontrollerte av menneske, og eg diktar aldri opp noko.
    Ingen les det du skriv, med mindre du ber om ein karriererettleiar eller noko tyder på at liv er i fare. Samtalen blir sletta { $days } dagar etter siste melding. Du treng ikkje oppgi namn.
chat-topics = Kva vil du snakke om?
chat-examples = Nokon har spurt
starter-career_paths = Kva kan eg jobbe med utanfor akademia etter doktorgraden?
starter-job_search = Korleis skriv eg ein CV for næringslivet?
starter-uncertainty = Kor lang oppseiingstid har eg som stipendiat?
starter-family_planning = Blir stillinga forlengd viss eg tek foreldrepermisjon?
chat-log = Samtalen
chat-composer = Skriv spørsmålet ditt
chat-hint = Enter sender, Skift + Enter gir ny linje.
chat-send = Send
chat-you = Du
chat-assistant = Veivalg (maskin)
chat-counsellor = Karriererettleiar
chat-system = Melding
chat-thinking = Leitar i artiklane …
chat-offline = Du er utan nett. Meldinga er lagra her og blir send når nettet er tilbake.
chat-failed = Meldinga kom ikkje fram. Ho står framleis her, så du kan prøve igjen.
chat-retry = Prøv igjen
chat-talk = Snakk med ein rettleiar
chat-menu = Meir
chat-download = Last ned samtalen
chat-erase = Slett samtalen
chat-erase-question = Vil du slette heile samtalen? Det kan ikkje angrast. Ein time du har bestilt, blir ståande.
chat-erase-yes = Ja, slett
chat-erase-no = Nei, behald
chat-erased = Samtalen er sletta.
chat-erased-receipt = Dette vart sletta
chat-new = Ny samtale
chat-leave = Forlat sida raskt
chat-waiting = Ein karriererettleiar får beskjed. Dei svarar i arbeidstida, så det kan ta litt tid. Du kan halde fram med å spørje maskina så lenge.
chat-person-here = Ein karriererettleiar er her. Maskina er stille.
chat-numbers = Nummer å ringje
chat-characters-left = { $count ->
    [one] { $count } teikn att
   *[other] { $count } teikn att
 }
chat-new-message = Ny melding
store-messages = Meldingar
store-crisis_alerts = Varsel
store-appointment_briefs = Samandrag hos rettleiaren
store-dialogue_state = Korttidsminnet til maskina
reply-checked = Kontrollert { $date }
reply-source = { $count ->
    [one] Kjelde
   *[other] Kjelder
 }
reply-read-all = Les heile artikkelen
reply-also = Sjå også
reply-narrowed = Valt fordi du har skrive: { $told }. Er det noko anna no, så skriv det.
reply-helped = Var dette til hjelp?
reply-helped-yes = Ja
reply-helped-no = Nei
reply-helped-thanks = Takk for svaret.
reply-as-of = per { $date }
button-talk = Snakk med ein rettleiar
button-see-times = Sjå ledige timar
button-did-you-mean = Meinte du «{ $title }»?
button-all-times = Sjå alle timar
button-download = Last ned samtalen
button-erase = Slett samtalen
button-articles = Bla i artiklane
say-book = Eg vil bestille ein time

## Replies
answer-unknown = Det har eg ikkje noko svar på. Eg svarar berre med innhald som er kontrollert, så eg gissar ikkje. Prøv gjerne med andre ord, eller snakk med ein karriererettleiar.
answer-unknown-near = Det har eg ikkje noko sikkert svar på. Kanskje du meinte noko av dette? Du kan også spørje med andre ord, eller snakke med ein karriererettleiar.
answer-lapsed = Spørsmålet ditt gjeld «{ $title }». Eg har ein artikkel om det, men han galdt til { $until } og må kontrollerast på nytt før eg kan svare ut frå han. Artikkelen byggjer på { $count ->
    [one] denne kjelda
   *[other] desse kjeldene
 }:
answer-lapsed-person = Sjå der kva som gjeld no, eller snakk med ein karriererettleiar, som kan hjelpe deg vidare.
answer-clarify = Eg er ikkje heilt sikker på kva du meiner. Kanskje er det dette, eller noko av det du kan velje under?
answer-out-of-scope = Det ligg utanfor det eg kan hjelpe med. Eg svarar på spørsmål om karriere for forskarar: karrierevegar, jobbsøking, tvil i jobben, og barn og familie.
answer-rephrase = Eg forstår framleis ikkje heilt. Kan du seie det med andre ord, og gjerne éin ting om gongen? Det hjelper om du nemner stillinga di og kva du vil vite.
answer-person-instead = Dette får eg ikkje til å svare på, orsak. Ein karriererettleiar forstår meir enn eg gjer, og vil gjerne hjelpe. Du kan òg leite i artiklane sjølv.
answer-person-instead-2 = Her kjem eg diverre ikkje lenger. Ein karriererettleiar kan hjelpe deg vidare, og det kostar ingenting å spørje.
said-again = Det same som sist, for eg fann ikkje noko betre. Svarar det ikkje på spørsmålet, så prøv med andre ord.
assistant-silent = Orsak, eg får ikkje svara akkurat no. Meldinga di er teken vare på, og svaret kjem her så snart eg er i gang att. Du kan også snakke med ein karriererettleiar eller bestille ein time.
handoff-requested = Eg har gitt beskjed til karriererettleiarane. Dei les samtalen og svarar her i arbeidstida, vanlegvis neste arbeidsdag. Du kan lukke sida og kome tilbake seinare. Vil du ha eit fast tidspunkt, kan du bestille ein time.
handoff-requested-2 = Karriererettleiarane har fått meldinga di, og du står i køen. Svaret kjem her, vanlegvis neste arbeidsdag.
handoff-with-person = Ein karriererettleiar er alt med i samtalen.
counsellor-came = { $name }, karriererettleiar, er no med i samtalen. Maskina er stille.
counsellor-left = { $name } har avslutta sin del av samtalen. Maskina svarar igjen.
booking-offer = Her er dei neste ledige timane for ein individuell samtale med ein karriererettleiar. Samtalen er gratis.
booking-offer-2 = Vel gjerne ein av desse timane, eller sjå alle. Samtalen er gratis, og du kan flytte eller avlyse han etterpå.
booking-none = Akkurat no er det ingen ledige timar. Be om ein rettleiar, så tek dei kontakt her i samtalen.
booking-none-2 = Det er diverre framleis ingen ledige timar. Ber du om ein rettleiar, tek dei kontakt her i samtalen.
booking-yours = Du har ein time { $day } kl. { $start } hos { $counsellor }.
booking-yours-cancelled = { $counsellor } måtte avlyse timen du hadde { $day } kl. { $start }. Vel du ei ny tid, gjeld timen igjen.
booking-nothing-to-change = Eg finn ingen time som er bestilt frå denne samtalen. Lenkja for å flytte eller avlyse står i e-posten du fekk då du bestilte.
booking-nothing-to-change-2 = Eg ser framleis ingen time frå denne samtalen. Sjå etter e-posten du fekk då du bestilte: lenkja der fører til timen.
booking-offer-wished = Desse timane er ledige då. Samtalen er gratis, og du kan flytte eller avlyse han etterpå.
booking-offer-wished-2 = Her er det som er ledig då. Trykk på timen som passar.
booking-not-then = Ingen timar er ledige då. Desse ligg nærast.
booking-not-then-2 = Då er det heller ingenting ledig. Desse er dei næraste.
booking-past = Det tidspunktet er forbi. Her er dei neste ledige timane.
booking-past-2 = Det er òg forbi. Dette er dei neste ledige timane.
booking-which-time = Det kan bety fleire tidspunkt. Kva for eit meiner du?
booking-which-time-2 = Eg er framleis ikkje sikker på når. Vel her, eller skriv datoen.
booking-move-when = Når passar det betre? Vel ein time, eller skriv når, til dømes «torsdag etter 14».
booking-move-when-2 = Vel ein av desse timane, eller skriv ein dag som passar.
booking-move-sure = Skal eg flytte timen din frå { $day } kl. { $start } til { $new_day } kl. { $new_start }?
booking-moved-now = Timen er flytta til { $day } kl. { $start } hos { $counsellor }. Både du og rettleiaren får e-post om det.
booking-cancel-sure = Vil du avlyse timen { $day } kl. { $start } hos { $counsellor }?
booking-cancelled-now = Timen { $day } kl. { $start } hos { $counsellor } er avlyst. Både du og rettleiaren får e-post om det. Vil du ha ein ny time, er det berre å seie frå.
booking-kept = Greitt. Timen { $day } kl. { $start } står som han er.
booking-several = Du har fleire timar. Opne den du vil endre.
booking-several-2 = Det er fleire timar å velje mellom. Trykk på den det gjeld.
booking-open = Opne timen { $day } kl. { $start }
booking-open-one = Opne timen
button-move-yes = Ja, flytt timen
button-cancel-yes = Ja, avlys timen
button-keep = Nei, behald han
button-move-instead = Flytt han heller
say-move = Eg vil flytte timen min
say-move-to = Flytt timen til { $day } kl. { $start }
say-yes = Ja
say-no = Nei
time-between = mellom { $first } og { $last }
time-after = etter kl. { $time }
smalltalk-greet = Hei! Kva lurer du på? Du kan spørje om karrierevegar, jobbsøking, tvil i jobben, eller barn og familie.
smalltalk-greet-2 = Hei igjen! Spør gjerne om karrierevegar, jobbsøking, tvil i jobben, eller barn og familie.
smalltalk-greet-3 = Hyggeleg å høyre frå deg! Kva tenkjer du på?
smalltalk-thank = Berre hyggeleg! Er det noko meir du lurer på?
smalltalk-thank-2 = Det var hyggeleg å kunne hjelpe. Berre spør om det dukkar opp meir.
smalltalk-thank-3 = Inga årsak! Eg er her om du lurer på noko seinare òg.
smalltalk-goodbye = Ha det godt! Samtalen ligg her om du vil kome tilbake.
smalltalk-goodbye-2 = Lykke til vidare! Du kan kome tilbake til samtalen når du vil.
smalltalk-goodbye-3 = Ha ein fin dag! Du er alltid velkomen tilbake.
smalltalk-ask_capabilities = Eg svarar på spørsmål om karriere for deg som er stipendiat, postdoktor eller forskar i mellombels stilling: karrierevegar, jobbsøking, tvil i jobben, og barn og familie. Svara er henta frå artiklar med kjelder. Det som handlar om ditt eige val, kan du snakke med ein karriererettleiar om, og eg kan bestille time for deg.
smalltalk-ask_capabilities-2 = Du kan til dømes spørje om oppseiingstid, foreldrepermisjon, CV, eller kva ein kan jobbe med etter doktorgraden. Eg finn svaret i artiklar med kjelder, og ein karriererettleiar kan hjelpe med det som handlar om deg.
smalltalk-ask_bot = Eg er ei maskin. Eg leitar i artiklar som menneske har skrive og kontrollert, og gir att det som står der. Eg forstår ikkje situasjonen din slik eit menneske gjer. Det gjer karriererettleiarane, og du kan når som helst be om å få snakke med ein av dei.
smalltalk-ask_bot-2 = Nei, her sit det ikkje noko menneske. Eg er eit program som leitar i kontrollerte artiklar. Vil du heller snakke med eit menneske, er karriererettleiarane her for deg.
smalltalk-ask_privacy = Ingen les samtalen, med mindre du ber om ein karriererettleiar eller noko tyder på at liv er i fare. Då kan karriererettleiarane lese han. Leiaren din og fagrettleiaren din ser han ikkje. Samtalen blir sletta { $days } dagar etter siste melding. Du kan laste han ned eller slette han når du vil.
smalltalk-ask_privacy-2 = Samtalen er din: berre du ser han, med mindre du ber om ein karriererettleiar eller noko tyder på at liv er i fare. Han blir sletta { $days } dagar etter siste melding, eller når du sjølv vil.
smalltalk-erase_data = Du kan slette heile samtalen no. Vel «Slett samtalen» i menyen øvst, eller bruk knappen her.
smalltalk-erase_data-2 = Det er framleis du som bestemmer: trykk på knappen her, så blir heile samtalen sletta så snart du har stadfesta.
smalltalk-change_language = Då svarar eg på nynorsk. Du kan byte øvst på sida når du vil.
smalltalk-change_language-2 = Nynorsk er valt, så det held eg fram med. Du kan byte øvst på sida når du vil.
smalltalk-affirm = Fint! Kva vil du vite meir om?
smalltalk-affirm-2 = Så bra! Kva kan eg hjelpe deg vidare med?
smalltalk-affirm-3 = Flott! Fortel gjerne kva du vil vite, så leitar eg.
smalltalk-hesitate = Ta den tida du treng. Var noko uklart? Spør gjerne med eigne ord, så leitar eg på nytt.
smalltalk-hesitate-2 = Det hastar ikkje. Nokre få ord er nok: Kva stilling har du, og kva vil du vite?
smalltalk-deny = Greitt. Kva vil du heller vite noko om? Prøv gjerne med andre ord.
smalltalk-deny-2 = Den er grei. Sei gjerne med dine eigne ord kva du er ute etter.
smalltalk-deny-3 = Heilt i orden. Eg er her om du kjem på noko anna.

## Errors
error-invalid_input = Feltet «{ $field }» manglar eller har ein verdi som ikkje kan brukast.
error-malformed_request = Førespurnaden kunne ikkje lesast. Han må vere gyldig JSON i den forma grensesnittet krev.
error-empty_message = Skriv noko før du sender.
error-message_too_long = Meldinga er for lang. Ho kan ha høgst { $max_chars } teikn. Del gjerne meldinga i to.
error-not_found = Dette finst ikkje, eller du har ikkje tilgang til det.
error-message_unknown = Det finst inga melding { $number }. Samtalen kan vere sletta.
error-no_receipt = Det vart ikkje søkt i artiklane for melding { $number }, så ho har inga svarkvittering. Småprat, timebestilling og det ein rettleiar skriv, har inga.
error-not_signed_in = Du må logge inn først.
error-wrong_credentials = E-postadressa eller passordet er feil.
error-too_many_attempts = For mange mislukka forsøk. Prøv igjen om { $minutes } minutt.
error-too_many_requests = Det kom for mange førespurnader på kort tid. Vent litt og prøv igjen.
error-not_allowed = Rolla di gir ikkje tilgang til dette.
error-stale_form = Skjemaet er for gammalt. Last sida på nytt og prøv igjen.
error-weak_password = Passordet må ha minst { $min_chars } teikn.
error-already_registered = Det finst alt ein konto med adressa { $email }.
error-last_admin = Det må vere att minst éin administrator.
error-already_claimed = Ein annan rettleiar har alt teke over samtalen.
error-not_holder = Berre rettleiaren som har samtalen, kan gjere dette. Ta over samtalen først.
error-slot_taken = Timen vart nett teken av ein annan. Vel ei anna tid.
error-slot_held = Ein annan fyller ut skjemaet for denne timen akkurat no. Vel ei anna tid, eller prøv igjen om fem minutt.
error-slot_beyond_horizon = Timen ligg lenger fram enn det går an å bestille. Vel ei tidlegare tid.
error-slot_past = Timen er for nær i tid eller har vore. Vel ei seinare tid.
error-slot_unknown = Denne timen er ikkje i tilbodet. Vel ei tid frå lista.
error-link_expired = Lenkja gjeld ikkje lenger, for timen har vore. Du kan bestille ein ny time.
error-appointment_over = Timen er avlyst eller har byrja, og kan ikkje endrast.
error-broken_availability = Tidene heng ikkje saman: slutten må kome etter starten, heile kvarter, plass til minst éin samtale, og ingen overlapp same dag.
error-article_broken = Artikkelen kan ikkje lagrast eller publiserast: { $problem }.
error-edit_conflict = Nokon andre har lagra versjon { $number } i mellomtida. Ingenting er skrive over. Opne artikkelen på nytt og legg inn endringa di der.
error-assistant_silent = Maskina svarar ikkje akkurat no.
error-figures_unusable = Tala kan ikkje visast no, for fila med dei manglar eller er øydelagd. Sei frå til institusjonen din, så rettar vi det.
error-error = Noko gjekk gale hos oss. Prøv igjen om litt.
error-title = Det gjekk ikkje

## Mails and calendar
calendar-title = Samtale
mail-booked-subject = Samtale { $day } kl. { $start }
mail-booked-body =
    Hei, { $name }

    Du har bestilt ein samtale med { $counsellor } { $day } kl. { $start }–{ $end }{ $own }.
    { $where }

    Sjå, flytt eller avlys timen: { $link }
    Ikkje del lenkja med andre, for den som har lenkja, kan endre timen.

    Helsing Veivalg
mail-booked-counsellor-body =
    Ny samtale: { $day } kl. { $start }–{ $end }, { $name }.

    Sjå kalenderen din: { $link }
mail-reminder-subject = Påminning: samtale { $day } kl. { $start }
mail-reminder-body =
    Hei, { $name }

    Vi minner om samtalen med { $counsellor } { $day } kl. { $start }–{ $end }{ $own }.
    { $where }

    Passar det ikkje likevel? Flytt eller avlys her, så kan ein annan få timen: { $link }

    Helsing Veivalg
where-room = De møtest her: { $address }
where-video = Samtalen er på video: { $address }
where-room-untold = De møtest ansikt til ansikt. Rettleiaren gir beskjed om kvar.
where-video-untold = Samtalen er på video. Rettleiaren sender deg lenkja.
mail-moved-subject = Flytta samtale: { $day } kl. { $start }
mail-moved-body =
    Hei, { $name }

    Timen din er flytta. Den nye tida er { $day } kl. { $start }–{ $end }{ $own } med { $counsellor }.
    { $where }

    Sjå, flytt eller avlys timen: { $link }

    Helsing Veivalg
mail-moved-counsellor-body =
    Flytta samtale: { $day } kl. { $start }–{ $end }, { $name }.

    Sjå kalenderen din: { $link }
mail-cancelled-subject = Avlyst samtale: { $day } kl. { $start }
mail-cancelled-body =
    Hei, { $name }

    Samtalen { $day } kl. { $start }{ $own } er avlyst. Du er velkomen til å bestille ein ny time: { $link }

    Helsing Veivalg
mail-moved-away-body =
    Forskaren har flytt timen til ein annan rettleiar: { $day } kl. { $start }–{ $end }, { $name }. Tida er ledig att.

    Sjå kalenderen din: { $link }

mail-cancelled-counsellor-body =
    Avlyst: { $day } kl. { $start }–{ $end }, { $name }.

    Sjå kalenderen din: { $link }

## Booking
booking-title = Bestill time
booking-lead = Ein individuell samtale med ein karriererettleiar. Han er gratis, og handlar om det du vil.
booking-no-slots = Det er ingen ledige timar dei neste vekene. Be om ein rettleiar i samtalen, så tek dei kontakt.
booking-free = { $count ->
    [one] { $count } ledig time
   *[other] { $count } ledige timar
 }
booking-with = hos { $counsellor }
booking-minutes = { $count } minutt
booking-chosen = Timen du har valt
booking-not-yet = Timen er ikkje bestilt før du trykkjer på «Bestill».
booking-name = Namn
booking-email = E-postadresse
booking-email-hint = Vi sender stadfesting og kalenderinvitasjon hit.
booking-email-wrong = Skriv ei e-postadresse, til dømes namn@universitet.no. Eit telefonnummer kan ikkje brukast, for vi sender lenkja på e-post.
booking-share = Kva skal rettleiaren få sjå på førehand?
booking-share-brief = Det eg har skrive, og emna
booking-share-topic = Berre emna
booking-share-nothing = Ingenting
booking-brief = Dette ser rettleiaren
booking-brief-words = Dine eigne ord
booking-brief-topics = Emne
booking-brief-articles = Artiklar du har fått sjå
booking-confirm = Bestill
booking-other-time = Vel ei anna tid
booking-done = Timen er bestilt
booking-done-text = Du har ein time { $day } kl. { $start }–{ $end } med { $counsellor }. Vi har sendt ei stadfesting til { $email }.
booking-manage = Timen din
booking-add-calendar = Legg i kalenderen
booking-move = Flytt timen
booking-move-lead = Vel ei ny tid. Du beheld den gamle til den nye er stadfesta.
booking-move-confirm = Flytt til denne tida
booking-cancel = Avlys timen
booking-cancel-question = Vil du avlyse timen?
booking-cancel-yes = Ja, avlys
booking-cancelled = Timen er avlyst
booking-moved = Timen er flytta
booking-back-to-chat = Tilbake til samtalen
booking-time-zone = Alle tider er norsk tid.

## Articles
articles-title = Artiklar
articles-lead = Alt maskina kan svare på, til å lese i ro og mak.
articles-search = Søk i artiklane
articles-search-button = Søk
articles-found = { $count ->
    [0] Ingen artiklar svarar på dette
    [one] { $count } artikkel
   *[other] { $count } artiklar
 }
article-answer = Kort svar
article-applies-to = Dette gjeld
article-not-covered = Dette står ikkje her
article-sources = Kjelder
article-verified = Kontrollert { $date }. Gjeld til { $until }.
article-next-steps = Kven kan hjelpe vidare
article-related = Les også
article-questions = Andre har spurt
article-other-forms = Les på
step-counsellor = Karriererettleiar
step-union = Fagforeininga di
step-hr = HR ved institusjonen
step-nav = Nav
step-udi = UDI
step-doctor = Fastlegen
step-occupational_health = Bedriftshelsetenesta
step-helpline = Hjelpetelefon
step-ombud = Ombod (Likestillings- og diskrimineringsombodet)
step-safety_representative = Verneombodet
step-supervisor = Fagrettleiaren din

## Privacy and accessibility
privacy-title = Personvern
privacy-body =
    Du treng ikkje oppgi namn, e-postadresse eller konto for å bruke samtalen.

    {"**"}Kva som blir lagra.** Det du skriv, og svara du får. Ikkje IP-adresse. Informasjonskapslar blir berre brukte til å halde samtalen open for deg og hugse målforma du har valt, og når du bestiller time, til å halde av tida og vite kva tidssone du er i.

    {"**"}Kven som kan lese det.** Ingen, med mindre du ber om ein karriererettleiar eller noko tyder på at liv er i fare. Då kan karriererettleiarane ved institusjonen lese samtalen. Leiaren din og fagrettleiaren din kan ikkje lese han.

    {"**"}Kor lenge.** Samtalen blir sletta { $days } dagar etter siste melding. Du kan laste han ned eller slette han sjølv når som helst, frå menyen i samtalen.

    {"**"}Når du bestiller time,** lagrar vi namn, e-postadresse og tidssone for å kunne sende stadfestinga. Du vel sjølv, linje for linje, kva rettleiaren får sjå på førehand, og kan endre det seinare. Det du skriv til rettleiaren før timen, blir lagra saman med han. Alt dette blir sletta { $days } dagar etter timen.

    {"**"}Etter timen** noterer rettleiaren om de møttest. Rettleiaren kan òg skrive private notat, som ingen andre får sjå; dei blir sletta { $days } dagar etter timen. Du får eitt spørsmål på e-post, og svaret blir talt med utan at vi lagrar kven som svara.

    {"**"}Når du står på ventelista,** lagrar vi namn, e-postadresse, tidssone og kva slags time du ventar på. Det blir sletta { $days } dagar etter at du slutta å vente.

    {"**"}Teieplikt.** Karriererettleiarane har teieplikt. Plikta til å avverje alvorlege lovbrot går føre.
accessibility-title = Tilgjenge
accessibility-body =
    Alle skal kunne bruke Veivalg. Sidene er laga etter WCAG 2.2, nivå AA: dei kan brukast med berre tastatur, med skjermlesar, på små skjermar og i mørk vising.

    Møter du noko som ikkje verkar for deg, sei frå til institusjonen din, så rettar vi det.

## Quality
quality-title = Kor godt verkar Veivalg?
quality-lead =
    Her står det kor godt Veivalg forstod meldingar, oppdaga fare for liv og fann rett artikkel då det vart målt, i kvar målform. Tala er skrivne av programmet som måler, og ingen har retta på dei.

    Du treng ikkje lese dette for å bruke Veivalg. Det er skrive for forskarar, karriererettleiarar og universitet som vil vite kva dei kan vente seg.
quality-measured = Når og kva som vart målt
quality-measured-on = Målt
quality-version-veivalg = Veivalg, versjon
quality-version-training = Opplæring
quality-version-crisis_gate = Krisevarselet, mønster og modell
quality-version-encoder = Modellen som les setningar
quality-running-same = Utgåva som svarer på denne sida, har lært av det same som utgåva som vart målt.
quality-running-other = Utgåva som svarer på denne sida, har lært av noko anna enn utgåva som vart målt. Tala kan difor vere litt annleis no.
quality-missed = Dette er ikkje nådd
quality-missed-lead = Her er ikkje Veivalg så godt som vi vil at det skal vere:
quality-missed-none = Alle måla som er sette, er nådde. Dei fleste tala har eit krav, men ikkje noko mål.
quality-behind-lead = Målformene skal vere like gode. Her held ei målform åleine ikkje det som blir kravd av alle samla:
quality-missed-one = { $column ->
    [nb] { $measure }, bokmål
    [nn] { $measure }, nynorsk
    [en] { $measure }, engelsk
   *[all] { $measure }
}: { $figure }. Målet er { $target }.
quality-behind-one = { $measure }, { $column ->
    [nb] bokmål
    [nn] nynorsk
   *[en] engelsk
}: { $figure }. Kravet til alle samla er { $target }.
quality-reading = Slik les du tala
quality-reading-body =
    Tala er i prosent. 100 % tyder at alt var rett, men for feil og falske alarmar er det best med eit lågt tal. Gjeld eit tal berre ein del av meldingane, står det i parentes kor mange.

    {"**"}Krav** er det som minst må haldast. Fell eit tal under kravet, stoppar testane, og tala blir ikkje publiserte. {"**"}Mål** er dit vi vil, også om vi ikkje er der enno.
quality-measure = Kva
quality-messages = Talet på meldingar
quality-caption = I prosent, for kvar målform og for alle.
quality-form-nb = Bokmål
quality-form-nn = Nynorsk
quality-form-en = Engelsk
quality-form-all = Alle
quality-at_least = minst { $share }
quality-at_most = høgst { $share }
quality-each-form = i kvar målform { $target }
quality-limit = Krav: { $target }.
quality-aim = Mål: { $target }.
quality-aim-reached = Nådd.
quality-aim-missed = Ikkje nådd.
quality-asked = tal meldingar:
quality-not-measured = ikkje målt
quality-limits = Dette seier ikkje tala
quality-limits-body =
    - {"**"}Ingen ekte samtalar er målte.** Alle meldingane er skrivne for prosjektet, og ingen er henta frå samtalar med forskarar. Kor godt Veivalg svarer på ekte spørsmål, veit vi først når ekte spørsmål er målte, med samtykke.
    - {"**"}Om svaret var til hjelp.** Tala seier om rett artikkel vart funnen, ikkje om han hjelpte, eller om artikkelen er god nok.
    - {"**"}Små skilnader.** Bak nokre av tala er det få meldingar. Då kan nokre prosentpoeng mellom målformene vere tilfeldige.
    - {"**"}Heile samtalar.** Kvar melding er målt åleine. Korleis det går når ein samtale blir lang, seier ikkje tala noko om.
    - {"**"}At krisevarselet er trygt.** Det overser noko og er ikkje ei vurdering av risiko. Det erstattar aldri eit menneske, og du kan be om ein rettleiar på alle sidene.
quality-programs = Dei same tala for program:
quality-table-messages-written-blind = Forstår Veivalg det som blir skrive?
quality-table-messages-written-blind-about = Målt på meldingar frå skribentar som korkje hadde sett programmet, døma det har lært av, eller artiklane. Veivalg har ikkje lært av meldingane. Grensa for krisevarselet vart likevel sett medan det samla talet for falske alarmar var kjent.
quality-table-the-crisis-gate-written-blind = Oppdagar Veivalg fare for liv?
quality-table-the-crisis-gate-written-blind-about = Målt på meldingar om fare for liv og på meldingar som berre liknar, frå skribentar som ikkje hadde sett det krisevarselet har lært av. Grensa for når varselet slår inn, vart senka éin gong medan dei samla tala var kjende, så dei er truleg litt for gode. Ingen klinikar har gått gjennom varselet eller meldingane enno.
quality-table-questions-and-their-articles = Finn Veivalg rett artikkel?
quality-table-questions-and-their-articles-about = Målt på spørsmål som er skrivne for prosjektet, med artiklane som svarer på dei. Nokre har ingen artikkel som svarer, og der skal Veivalg teie. Veivalg har ikkje lært av spørsmåla. For dei eldste av dei har utviklarane sett tala undervegs, så dei tala er truleg litt for gode.
quality-measure-written-form-right = Målforma vart kjend att
quality-measure-written-form-right-about = Del der Veivalg såg om det var skrive på bokmål, nynorsk eller engelsk.
quality-measure-first-topic-right = Hovudemnet vart rett
quality-measure-first-topic-right-about = Del av dei som spør om eit emne, der det viktigaste emnet vart funne først.
quality-measure-first-topic-macro-f1 = Hovudemnet, med kvart emne like viktig
quality-measure-first-topic-macro-f1-about = Eit samla tal (makro-F1) for treff og bom, der sjeldne emne tel like mykje som vanlege. 100 % er feilfritt.
quality-measure-all-topics-micro-f1 = Alle emna i ei melding
quality-measure-all-topics-micro-f1-about = Eit samla tal (mikro-F1) for om alle emna vart funne, og ingen som ikkje var der. 100 % er feilfritt.
quality-measure-a-topic-right = Minst eitt emne vart rett
quality-measure-a-topic-right-about = Del av dei som spør om eit emne, der minst eitt rett emne vart funne.
quality-measure-service-intent-right = Ønske om tenesta vart forstått
quality-measure-service-intent-right-about = Del av meldingane om Veivalg sjølv som vart forstått, til dømes å bestille time eller be om eit menneske.
quality-measure-out-of-scope-recall = Det som ligg utanfor, vart oppdaga
quality-measure-out-of-scope-recall-about = Del av meldingane om heilt andre ting der Veivalg såg at det ikkje kan hjelpe.
quality-measure-out-of-scope-precision = Det som vart rekna som utanfor, var utanfor
quality-measure-out-of-scope-precision-about = Del av meldingane Veivalg rekna som utanfor, der det stemte.
quality-measure-needs-a-person-recall = Behov for eit menneske vart oppdaga
quality-measure-needs-a-person-recall-about = Del av meldingane om eige val eller eigen situasjon der ein rettleiar vart tilboden.
quality-measure-needs-a-person-precision = Tilbod om eit menneske trefte
quality-measure-needs-a-person-precision-about = Del av tilboda om ein rettleiar der det trongst. Ved tvil tilbyr Veivalg heller éin gong for mykje.
quality-measure-needs-a-person-found = Behov for eit menneske vart oppdaga
quality-measure-needs-a-person-found-about = Del av spørsmåla som treng eit menneske, der ein rettleiar vart tilboden.
quality-measure-needs-no-person-left-alone = Ingen rettleiar der det ikkje trongst
quality-measure-needs-no-person-left-alone-about = Del av dei andre spørsmåla der Veivalg svarte utan å tilby ein rettleiar.
quality-measure-entities-micro-f1 = Opplysningar i meldinga vart funne
quality-measure-entities-micro-f1-about = Eit samla tal (mikro-F1) for opplysningar som stilling, fagområde, stad og tid. 100 % er feilfritt.
quality-measure-crisis-gate-opened-at-an-everyday-message = Falske alarmar ved vanlege meldingar
quality-measure-crisis-gate-opened-at-an-everyday-message-about = Del av vanlege meldingar som fekk krisesvaret utan grunn. Lågt er best.
quality-measure-sensitivity = Fare vart oppdaga
quality-measure-sensitivity-about = Del av meldingane om fare for liv som fekk krisesvaret.
quality-measure-false-alarms = Falske alarmar ved meldingar som liknar
quality-measure-false-alarms-about = Del av meldingane som berre liknar, og som fekk krisesvaret utan grunn. Lågt er best.
quality-measure-right-article-first = Rett artikkel kom først
quality-measure-right-article-first-about = Del av spørsmåla med ein artikkel som svarer, der han kom øvst.
quality-measure-right-article-within-three = Rett artikkel var blant dei tre første
quality-measure-right-article-within-three-about = Del av spørsmåla med ein artikkel som svarer, der han var blant dei tre øvste.
quality-measure-right-passage-of-the-right-article = Rett avsnitt vart vist
quality-measure-right-passage-of-the-right-article-about = Del av spørsmåla der rett artikkel kom øvst, der avsnittet som svarar, vart vist saman med svaret.
quality-measure-answered-at-once-rightly = Rett svar med ein gong
quality-measure-answered-at-once-rightly-about = Del av spørsmåla med ein artikkel som svarer, der Veivalg svarte rett utan å spørje tilbake.
quality-measure-silent-where-nothing-is-known = Sa frå at svaret manglar
quality-measure-silent-where-nothing-is-known-about = Del av spørsmåla utan ein artikkel som svarer, der Veivalg ikkje viste nokon artikkel.
quality-measure-wrong-answer-given = Feil svar vart gjeve
quality-measure-wrong-answer-given-about = Del av alle spørsmål, bortsett frå dei om tenesta, som fekk svar frå feil artikkel. Lågt er best.
quality-table-the-search-beside-others = Er søket betre enn enklare søk?
quality-table-the-search-beside-others-about = Målt på dei spørsmåla ovanfor som ein artikkel svarer på. Søket i Veivalg står ved sida av to enklare søk i dei same artiklane: eitt som berre ser på ord (BM25), og eitt med ein modell som er laga for engelsk (MiniLM). Her er berre rekkjefølgja målt, også der Veivalg ville spurt tilbake eller tagt.
quality-measure-same-article-as-in-the-other-forms = Same artikkel på alle målformer
quality-measure-same-article-as-in-the-other-forms-about = Del av spørsmål stilte på alle tre, der same artikkel kom først. For kvar målform gjeld det mot dei to andre, for alle må alle tre vere like.
quality-measure-ours-right-first = Søket i Veivalg: rett først
quality-measure-ours-right-first-about = Del av spørsmåla der søket i Veivalg sette ein rett artikkel øvst.
quality-measure-ours-right-within-three = Søket i Veivalg: rett blant tre
quality-measure-ours-right-within-three-about = Del av spørsmåla der søket i Veivalg hadde ein rett artikkel blant dei tre øvste.
quality-measure-bm25-alone-right-first = Berre ord (BM25): rett først
quality-measure-bm25-alone-right-first-about = Del av spørsmåla der eit søk som berre ser på ord, sette ein rett artikkel øvst.
quality-measure-bm25-alone-right-within-three = Berre ord (BM25): rett blant tre
quality-measure-bm25-alone-right-within-three-about = Del av spørsmåla der eit søk som berre ser på ord, hadde ein rett artikkel blant dei tre øvste.
quality-measure-minilm-alone-right-first = Modell for engelsk (MiniLM): rett først
quality-measure-minilm-alone-right-first-about = Del av spørsmåla der eit søk med modellen for engelsk sette ein rett artikkel øvst.
quality-measure-minilm-alone-right-within-three = Modell for engelsk (MiniLM): rett blant tre
quality-measure-minilm-alone-right-within-three-about = Del av spørsmåla der eit søk med modellen for engelsk hadde ein rett artikkel blant dei tre øvste.

## Signing in
sign-in-title = Logg inn
sign-in-lead = For karriererettleiarar og administratorar. Forskarar treng ikkje konto.
sign-in-email = E-postadresse
sign-in-password = Passord
sign-in-button = Logg inn
sign-out = Logg ut
password-title = Vel eit nytt passord
password-lead = Passordet du fekk, gjeld berre éin gong. Vel ditt eige, med minst { $min_chars } teikn.
password-new = Nytt passord
password-save = Lagre passordet
signed-in-as = Logga inn som { $name }

## Counsellor
counsellor-title = Samtalar
counsellor-queue = Kø
counsellor-queue-empty = Ingen ventar akkurat no.
counsellor-calendar = Kalender
counsellor-hours = Mine tider
counsellor-choose = Vel ein samtale i køen.
counsellor-take-over = Ta over samtalen
counsellor-close = Avslutt og gi tilbake til maskina
counsellor-write = Skriv til forskaren
counsellor-send = Send
counsellor-brief = Samandrag
counsellor-brief-lead = Orda er forskaren sine eigne. Ingenting her er laga av maskina.
counsellor-topics = Emne
counsellor-reasons = Kvifor samtalen er her
counsellor-articles = Artiklar som er viste
counsellor-history = Kven har hatt samtalen
counsellor-alerts = Varsel om fare for liv
counsellor-alert = { $pattern ->
    [none] Ikkje noko mønster slo til
   *[other] Mønster { $pattern }
}; { $percent ->
    [-1] klassifikatoren fanst ikkje då
   *[other] klassifikatoren held fare for { $percent } % sannsynleg
}; kategori { $category }; versjon { $version }
counsellor-waiting = Ventar sidan { $time }
counsellor-held-by = Hos { $name }
counsellor-held-by-you = Hos deg
counsellor-unread = Ulest
holder-assistant = Maskina
holder-waiting = Ventar
holder-counsellor = Rettleiar
urgency-normal = Vanleg
urgency-soon = Snart
urgency-crisis = Fare for liv
reason-asked_for_person = Bad om å få snakke med eit menneske
reason-asked_to_book = Ville bestille time
reason-personal_choice = Eit personleg val
reason-perhaps_personal = Kanskje eit personleg spørsmål
reason-strain = Teikn på belastning
reason-no_answer = Ingen artikkel svara
reason-lapsed = Artikkelen som svarar, må kontrollerast på nytt
reason-not_understood = Fleire spørsmål vart ikkje forstått
reason-crisis = Uttrykk for fare for liv
calendar-page-title = Kalender
calendar-empty = Ingen avtalar dei neste vekene.
calendar-shared = Delt på førehand
calendar-shared-nothing = Ingenting er delt.
hours-title = Mine tider
hours-lead = Tidene gjeld kvar veke. Norske heilagdagar er stengde. Avtalar som er gjorde, står ved lag.
hours-weekday = Vekedag
hours-from = Frå
hours-to = Til
hours-length = Minutt
hours-add = Legg til ei rad
hours-remove = Fjern rada
hours-save = Lagre
hours-saved = Tidene er lagra.
weekday-0 = Måndag
weekday-1 = Tysdag
weekday-2 = Onsdag
weekday-3 = Torsdag
weekday-4 = Fredag
weekday-5 = Laurdag
weekday-6 = Søndag

## Admin
admin-title = Administrasjon
admin-articles = Artiklar
admin-people = Personar
admin-audit = Logg
admin-live = Publisert versjon
admin-latest = Siste versjon
admin-form = Målform
admin-topic = Emne
admin-valid-until = Gjeld til
admin-article = Artikkel
admin-unpublished = Ikkje publisert
admin-changed = Endra, ikkje publisert
admin-overdue = Må kontrollerast
admin-attention = Treng merksemd
admin-attention-none = Alt er publisert og kontrollert.
admin-edit = Rediger
admin-preview = Førehandsvising
admin-preview-button = Oppdater førehandsvisinga
admin-save = Lagre som ny versjon
admin-publish = Lagre og publiser
admin-document = Artikkelen
admin-document-hint = Felta står øvst mellom to linjer med ---. Avsnitta byrjar med ##.
admin-saved = Lagra som versjon { $number }. Lesarane ser inga endring enno.
admin-published = Versjon { $number } er publisert.
admin-versions = Versjonar
admin-version = Versjon { $number }
admin-version-live = publisert
admin-publish-version = Publiser denne
admin-person-name = Namn
admin-person-email = E-postadresse
admin-person-roles = Roller
admin-person-active = Open
admin-person-closed = Stengd
admin-person-add = Legg til person
admin-person-password = Eingongspassord for { $email }: { $password }. Det blir berre vist no.
admin-person-save = Lagre roller
admin-person-close = Steng kontoen
admin-person-open = Opne kontoen
admin-audit-when = Når
admin-audit-who = Kven
admin-audit-what = Kva
admin-audit-about = Om

## Added for the consoles
counsellor-researcher = Forskaren
hours-empty-row = Tomme rader blir ikkje lagra. Slett tidene i ei rad for å fjerne ho.
booking-share-choose = Vel kva rettleiaren skal få sjå.
reply-undated = utan dato
counsellor-number = nr. { $number }
counsellor-coming = Kommande timar
counsellor-own-words = Forskaren sine eigne ord
mail-call-subject = Nokon ventar i Veivalg
mail-call-urgent-subject = Noko hastar i Veivalg
mail-call-body =
    Ein forskar har bede om å få snakke med ein karriererettleiar.

    Logg inn i Veivalg og sjå i køen.
mail-call-urgent-body =
    Ein samtale kan handle om fare for liv. Han ligg øvst i køen.

    Logg inn i Veivalg og sjå i køen.

## What a message tells of the writer
brief-situation = Funne i orda
entity-position = Stilling
entity-phase = Fase
entity-field = Fagområde
entity-institution = Institusjon
entity-country = Land
entity-month = Månad
entity-date = Dato
entity-family = Familie
value-phd_candidate = stipendiat
value-postdoc = postdoktor
value-researcher = forskar
value-research_assistant = forskingsassistent
value-associate_professor = førsteamanuensis
value-professor = professor
value-lecturer = lektor
value-temporary = mellombels tilsett
value-start = i starten
value-under_way = undervegs
value-way_forward = mot slutten
value-child = barn
value-pregnancy = graviditet
value-partner = partnar
month-1 = januar
month-2 = februar
month-3 = mars
month-4 = april
month-5 = mai
month-6 = juni
month-7 = juli
month-8 = august
month-9 = september
month-10 = oktober
month-11 = november
month-12 = desember
season-spring = vår
season-summer = sommar
season-autumn = haust
season-winter = vinter

## What counsellors offer, and on what terms

booking-first-free = Første ledige time: { $day } kl. { $start }.
booking-narrow = Vel kva slags time, hos kven, og tidssona di
booking-narrow-any = Har ikkje noko å seie
booking-narrow-topic = Kva vil du snakke om?
booking-narrow-kind = Kva slags time?
booking-narrow-place = Kvar?
booking-narrow-institution = Rettleiar for kva institusjon?
booking-narrow-not-counsellor = Ikkje hos
booking-narrow-not-faculty = Ikkje hos nokon frå
booking-narrow-show = Vis timar
booking-held = Timen er halden av for deg til kl. { $until }.
booking-same-counsellor = Dette er timane hos { $counsellor }, som du har time hos no.
booking-all-counsellors = Vis timar hos alle rettleiarar
booking-any-counsellor = Dette er timane hos alle rettleiarar.
booking-sessions = { $count ->
    [one] éin time
   *[other] { $count } timar
}
kind-individual = Karrieresamtale
kind-documents = CV og søknad
kind-follow_up = Oppfølging
place-video = Video
place-room = Oppmøte
hours-kind = Type
hours-urgent = Hald av
hours-urgent-hint = Tider som blir haldne av, blir berre viste for samtalar som hastar, til det er eit døgn att.
hours-preview = Førehandsvis
hours-offered = Timar dei neste 14 dagane
hours-not-saved = Dette er ei førehandsvising. Tidene er ikkje lagra.
hours-offers-nothing = Tidene gir ingen timar.
hours-pages = Tider og vilkår
exceptions-title = Unntak
exceptions-lead = Dagar då dei vekentlege tidene ikkje gjeld. Avtalar som er gjorde, står ved lag.
exceptions-none = Du har ingen unntak framover.
exceptions-closed = stengt
exceptions-opened = ope
exceptions-remove = Fjern
exceptions-close = Steng dagar
exceptions-open = Opne ein dag
exceptions-first = Første dag
exceptions-last = Siste dag
exceptions-day = Dag
exceptions-whole-days = Utan klokkeslett blir heile dagane stengde.
terms-title = Vilkår
terms-lead = Korleis og for kven du har timar. Avtalar som er gjorde, står ved lag.
terms-notice_hours = Må bestillast minst så mange klokketimar i førevegen
terms-horizon_days = Kan bestillast så mange dagar fram
terms-daily_cap = Høgst så mange samtalar om dagen
terms-weekly_cap = Høgst så mange samtalar i veka
terms-buffer_before = Minutt fri før kvar samtale
terms-buffer_after = Minutt fri etter kvar samtale
terms-address = Rom, eller lenkje til videomøtet
terms-institution = Institusjon
terms-faculty = Fakultet
terms-topics = Emne
terms-written_forms = Språk
terms-none-is-all = Vel du ingen, gjeld alle.
terms-feed = Adresse til kalenderen din (iCal)
terms-feed-hint = Då tilbyr vi ingen timar når du er oppteken. Vi les berre når du er oppteken, ikkje med kva. Så lenge kalenderen ikkje kan lesast, tilbyr vi ingen timar.
terms-feed-read = Sist lesen { $day } kl. { $hour }.
terms-feed-waiting = Kalenderen er ikkje lesen enno.
feed-address = Adressa til kalenderen kan ikkje brukast.
feed-unreachable = Kalenderen svara ikkje.
feed-too_large = Kalenderen er for stor.
feed-too_slow = Det tok for lang tid å lese kalenderen.
feed-not_a_calendar = Adressa førte ikkje til ein kalender.
feed-too_many_events = Kalenderen har for mange hendingar.
mail-feed-subject = Veivalg kan ikkje lese kalenderen din
mail-feed-body =
    Hei, { $name }

    { $reason } Vi veit difor ikkje når du er oppteken. Dersom vi ikkje får lese kalenderen i løpet av ein time, tilbyr vi ingen nye timar hos deg før vi får lese han igjen. Avtalar som er gjorde, står ved lag.

    Sjekk adressa her: { $link }

## The researcher's own time, and the days to choose among
own-time = { $time } di tid
own-time-place = { $time } di tid ({ $place })
own-time-aside = ({ $time } di tid, { $place })
own-time-lead = Di eiga tid ({ $place }) står i tillegg.
booking-zone = Vis også tidene i
booking-zone-device = Tidssona som eininga mi bruker
picker-label = Vel ein dag
picker-earlier = Førre månad: { $month }
picker-later = Neste månad: { $month }
picker-day = { $day }, { $count ->
    [0] ingen ledige timar
    [one] { $count } ledig time
   *[other] { $count } ledige timar
 }
picker-free = { $count ->
    [one] { $count } ledig
   *[other] { $count } ledige
 }
picker-none = Ingen ledige timar denne dagen.
picker-keys = Med piltastane går du frå dag til dag, og med Page Up og Page Down frå månad til månad.
error-unknown_zone = Vi kjenner ikkje denne tidssona. Vel ei anna, eller gå vidare utan, så ser du norsk tid.
## What is shared for an appointment, and lines to the counsellor

booking-brief-reasons = Det maskina har merkt seg
booking-strike = Ta bort haken ved det rettleiaren ikkje skal sjå.
booking-strike-topics = Vel du berre emna, blir ikkje noko anna delt enn dei emna du har haka av.
appointment-shared = Dette ser rettleiaren
appointment-shared-nothing = Ingenting frå samtalen med maskina er delt.
appointment-share-change = Endre kva som blir delt
appointment-share-lead = Her er det som er delt, og det du elles kan dele frå samtalen med maskina. Berre linjer med hake blir delte.
appointment-share-lead-cut = Her er det som er delt. Du kan fjerne linjer, men ikkje dele meir.
appointment-share-nothing = Det er ikkje noko å dele.
appointment-share-save = Lagre
appointment-share-back = Tilbake til timen
appointment-done-shared = Endringa er lagra. Under ser du kva rettleiaren ser no.
appointment-cut = Kople timen frå samtalen
appointment-cut-means = Timen blir ståande, og rettleiaren ser framleis det du har delt, til du endrar det. Men timen blir ikkje lenger vist i samtalen med maskina, og kan ikkje endrast derifrå. Slettar du samtalen seinare, blir det som er delt, ståande. Dette kan ikkje angrast.
appointment-cut-link = Etterpå kan timen berre opnast med ei hemmeleg lenkje. Vi sender ho til { $email }.
appointment-cut-yes = Ja, kople frå
appointment-done-cut = Timen er kopla frå samtalen. No kan han berre opnast med den hemmelege lenkja.
appointment-lines = Skriv til rettleiaren
appointment-line = Det du vil seie før timen
appointment-line-hint = Høgst { $max_chars } teikn. { $counsellor } kan lese det saman med timen, men svarar ikkje her.
appointment-line-send = Send
appointment-line-too-long = Dette er for langt. Det er plass til { $max_chars } teikn.
appointment-done-written = Det du skreiv, er sendt til rettleiaren.
error-too_many_lines = Du har skrive { $number } gonger før denne timen, og det er ikkje plass til fleire. Ta gjerne resten i timen.
lines-title = Skrive til deg
danger-in-line =
    Det du skriv, er alvorleg, og det er bra at du skriv det. Du skal ikkje måtte bere dette åleine.

    {"**"}Er det fare for liv, ring 113 no.** Er nokon i ferd med å bli skadd av andre, ring politiet på 112.

    Ei maskin har merkt seg det du skreiv, og kan ikkje vurdere korleis du har det. Rettleiarane les i arbeidstida, kanskje ikkje no, så ikkje vent på dei dersom det hastar.
mail-unlinked-subject = Lenkje til timen din { $day } kl. { $start }
mail-unlinked-body =
    Hei, { $name }

    Timen med { $counsellor } { $day } kl. { $start } er kopla frå samtalen din i Veivalg. No kan han berre opnast med ei lenkje. Her er ho: { $link }

    Ikkje del lenkja med andre, for den som har lenkja, kan endre timen.

    Helsing Veivalg
mail-line-subject = Noko nytt før timen { $day } kl. { $start }
mail-line-body =
    Den du har time med { $day } kl. { $start }, har skrive noko til deg.

    Les det i kalenderen din: { $link }
mail-line-urgent-body =
    Noko som er skrive til deg før timen { $day } kl. { $start }, kan handle om fare for liv. Namn og e-postadresse finn du ved timen.

    Les det i kalenderen din no: { $link }
mail-line-call-body =
    Noko som er skrive til { $counsellor } før ein time, kan handle om fare for liv. Berre { $counsellor } kan lese det.

    Ta kontakt, og gjer deg viss om at det blir lese no.

## After the session
error-session_not_begun = Timen har ikkje byrja. Kva det vart av han, kan noterast når han har byrja.
error-notes_erased = Det er så lenge sidan timen at notat om han er sletta. Nye kan ikkje lagrast.
error-already_answered = Det er alt svara på spørsmålet med denne lenkja. Takk for svaret.
error-survey_expired = Lenkja gjeld ikkje lenger. Det gjekk an å svare på spørsmålet i { $number } dagar.
mail-after-subject = Samtalen { $day } kl. { $start }
mail-after-hello = Hei, { $name }
mail-after-bye = Helsing Veivalg
mail-after-thanks = Takk for samtalen med { $counsellor } { $day }.
mail-after-question =
    Vi har eitt spørsmål til deg: Fekk du hjelp av samtalen? Svar her: { $link }

    Svaret er anonymt, og korkje rettleiaren eller andre får vite kva du svara. Lenkja verkar i { $days } dagar, og berre éin gong.
mail-after-follow-up =
    { $counsellor } foreslår ei oppfølging. Vel ei tid som passar deg: { $link }

    Passar ingen av tidene der, finn du alle ledige tider her: { $others }
mail-after-missed = Samtalen med { $counsellor } { $day } kl. { $start } vart det ikkje noko av. Slikt hender, og du treng korkje forklare deg eller be om orsaking.
mail-after-missed-again = Du er velkomen til å bestille ein ny time når det passar deg: { $link }
mail-after-not-missed = Vi skreiv til deg at det ikkje vart noko av samtalen. Det var ein feil frå vår side, og det er vi leie for.
mail-after-not-held = Vi takka deg for samtalen og stilte eit spørsmål om han. Det var ein feil frå vår side. Du kan sjå bort frå den e-posten.
session-title = Timen
session-saved = Endringane er lagra.
session-outcome = Kva vart det av timen?
session-outcome-hint = Vel du eitt av svara, får forskaren ein e-post når du lagrar: takk og eitt anonymt spørsmål, eller at det er i orden å bestille på nytt. Du kan rette det seinare; då går det ein ny e-post som trekkjer den førre tilbake.
session-outcome-later = Dette noterer du når timen har byrja.
session-outcome-held = Vi møttest
session-outcome-follow_up = Vi møttest, og ei oppfølging er ønskt
session-outcome-no_show = Forskaren kom ikkje
session-outcome-unknown = Vel eitt av svara.
session-notes = Private notat
session-note-hint = Ingen andre enn du kan lese det, heller ikkje administratorar. Høgst { $max_chars } teikn. Det blir sletta { $days } dagar etter timen, eller når timen blir flytt til ein annan karriererettleiar.
session-note-too-long = Dette er for langt: { $chars } teikn. Det er plass til { $max_chars }. Ingenting er lagra enno.
session-save = Lagre
session-cancelled = Timen er avlyst.
session-forgotten = Det er så lenge sidan timen at namn, e-postadresse, det som vart delt, og notat er sletta.
session-back = Til kalenderen
session-unrecorded = Kva vart det av desse timane?
survey-title = Eitt spørsmål etter samtalen
survey-question = Fekk du hjelp av samtalen?
survey-lead = Svaret er anonymt. Vi tel berre kor mange som svarar kva kvar månad, og lagrar ikkje kven som svara eller kva samtale det gjeld.
survey-helped-much = Ja, mykje
survey-helped-some = Ja, ein del
survey-helped-little = Litt
survey-helped-not = Nei
survey-choose = Vel eitt av svara.
survey-send = Send svaret
survey-thanks = Takk for svaret
survey-thanks-text = Svaret er talt med. Vil du snakke meir, kan du skrive i samtalen eller bestille ein ny time.
admin-survey = Svar frå forskarar
admin-survey-lead = Etter ein time får forskaren eitt spørsmål på e-post: «Fekk du hjelp av samtalen?» Her står kor mange som har svara kva. Meir blir ikkje lagra.
admin-survey-answer = Svar
admin-survey-number = Tal på svar
admin-survey-too-few = Det er for få svar til å vise dei, for dei kunne sporast til enkeltpersonar. Dei blir viste når det er minst { $number }.
## The counsellor's week

calendar-coming = Kommande samtalar
week-title = Veke { $number }: { $first } – { $last }
week-others = Veker
week-earlier = Veka før
week-now = Denne veka
week-later = Veka etter
week-today = i dag
week-nothing = Ingenting.
week-whole-day = Heile dagen
week-free = ledig
week-held-back = ledig, halden av for det som hastar
week-closed = stengt
week-busy = oppteken i din eigen kalender
subscription-title = Abonner på kalenderen
subscription-lead = Med ei hemmeleg adresse kan ditt eige kalenderprogram vise samtalane dine. Der står berre når dei er, ikkje med kven eller om kva.
subscription-none = Du har inga adresse.
subscription-since = Du har ei adresse, laga { $day } kl. { $hour }. Ho kan ikkje visast igjen. Lagar du ei ny, sluttar den gamle å verke med ein gong.
subscription-made = Adressa er laga.
subscription-address = Adressa di
subscription-once = Ho blir berre vist no. Kopier ho, og legg ho til som abonnement i kalenderprogrammet ditt.
subscription-secret = Den som har adressa, kan sjå når du har samtalar. Ikkje del ho, og stopp ho dersom andre kan ha fått ho.
subscription-make = Lag ei adresse
subscription-renew = Lag ei ny adresse
subscription-stop = Stopp adressa
subscription-stopped = Adressa verkar ikkje lenger.
subscription-back = Tilbake til kalenderen

## Out of office

error-absence_changed = Samtalane har endra seg sidan du såg dei. Ingenting er gjort. Sjå over, og stadfest på nytt.
mail-away-subject = Avlyst samtale: { $day } kl. { $start }. Vel ei ny tid
mail-away-body =
    Hei, { $name }

    Vi er leie for det: { $counsellor } kan ikkje møte deg { $day } kl. { $start }{ $own } likevel, så samtalen er avlyst. Du kan flytte han til ei ny tid.

    { $times }

    Vel ei anna tid: { $move }
    Treng du inga ny tid, kan du seie frå her: { $link }

    Lenkjene verkar til { $until }. Den som har dei, kan endre timen, så ikkje del dei med andre.

    Helsing Veivalg
mail-away-times =
    Passar ei av desse? Timen er din når du har stadfesta han på sida som blir opna. Andre kan kome deg i forkjøpet.

    { $times }
mail-away-time = { $day } kl. { $start }–{ $end }{ $own } hos { $counsellor }: { $link }
mail-away-no-times = Akkurat no er ingen tider ledige. Sjå gjerne etter igjen om nokre dagar.
away-title = Fråvær
away-lead = Steng dagar du skal vere borte. Har du samtalar då, blir dei avlyste, og dei som skulle hatt dei, får tilbod om nye tider.
away-preview = Sjå kva det fører til
away-free = { $count ->
    [0] Ingen ledige timar forsvinn.
    [one] { $count } ledig time forsvinn.
   *[other] { $count } ledige timar forsvinn.
 }
away-sessions = { $count ->
    [0] Du har ingen samtalar då
    [one] { $count } samtale blir avlyst
   *[other] { $count } samtalar blir avlyste
 }
away-means = Kvar av dei får ein e-post der vi seier at vi er leie for det, og tilbyr inntil tre nye tider, hos deg dersom du har nokon dei neste to vekene. Timen er avlyst i begge kalendrane til han er flytta.
away-not-yet = Ingenting er gjort enno.
away-confirm = Steng
away-confirm-offer = Steng og tilby nye tider
away-change = Endre dagane
away-done = { $count ->
    [0] Dagane er stengde. Du hadde ingen samtalar då.
    [one] Dagane er stengde, og { $count } har fått tilbod om nye tider.
   *[other] Dagane er stengde, og { $count } har fått tilbod om nye tider.
 }
exceptions-inside = { $count ->
    [one] Du har framleis { $count } samtale då.
   *[other] Du har framleis { $count } samtalar då.
 }
exceptions-offer = Avlys og tilby nye tider
exceptions-away = Samtalar som er avtalte, blir ståande. Skal du vere borte, bruk heller sida
new-time-title = Ny tid for timen
new-time-instead = Tida du hadde, { $day } kl. { $start }–{ $end } hos { $counsellor }, er avlyst.
new-time-moved-from = Timen din er no { $day } kl. { $start }–{ $end } hos { $counsellor }.
new-time-not-yet = Timen er ikkje flytta før du trykkjer på «Flytt til denne tida».
displaced-text = { $counsellor } kan ikkje møte deg likevel. Vi er leie for det. Vel ei ny tid, så gjeld timen igjen. Det kan du gjere til { $until }.
displaced-choose = Vel ei ny tid
displaced-move-lead = Timen er avlyst. Vel ei ny tid, så gjeld han igjen.
displaced-decline = Eg treng inga ny tid
displaced-decline-question = Då kan timen ikkje flyttast lenger. Du kan alltid bestille ein ny.
displaced-decline-yes = Ja, lat han vere avlyst
## The waiting list

booking-wait = { $days ->
    [0] Det er i dag.
    [1] Det er i morgon.
   *[other] Det er om { $days } dagar.
}
booking-waiting-far = Er det lenge å vente?
booking-waiting-list = Set deg på ventelista
button-waiting-list = Set deg på ventelista
waiting-title = Venteliste
waiting-lead = Når ein time som passar, blir ledig, held vi han av for deg og sender deg ein e-post. Du har tre timar på å svare. Kjem tilbodet mellom klokka 21 og 8 norsk tid, har du til klokka 10 om morgonen. Er det kort tid til timen, kan fristen vere kortare.
waiting-estimate = { $days ->
    [one] Minst halvparten av dei som har fått det første tilbodet sitt dei siste tolv vekene, fekk det innan éin dag.
   *[other] Minst halvparten av dei som har fått det første tilbodet sitt dei siste tolv vekene, fekk det innan { $days } dagar.
}
waiting-for = Det du ventar på
waiting-for-any = Ein time hos kven som helst av rettleiarane.
waiting-for-counsellor = Hos { $counsellor }
waiting-for-institution = Rettleiar for { $institution }
waiting-for-not = Ikkje hos { $name }
waiting-for-not-faculty = Ikkje hos nokon frå { $name }
waiting-for-change = Vel noko anna
waiting-email-hint = Hit sender vi tilbod om time.
waiting-privacy = Vi lagrar namnet og e-postadressa di så lenge du ventar, og { $days } dagar etter. Ingenting frå samtalen med maskina blir delt.
waiting-join = Set meg på ventelista
waiting-yours = Plassen din på ventelista
waiting-sent = Sjå i innboksen din
waiting-sent-text = Vi har sendt ein e-post til { $email }. Lenkja i han viser plassen din på ventelista.
waiting-sent-missing = Kom han ikkje? Sjå i søppelposten, og sjå om adressa er rett.
waiting-sent-again = Skriv adressa på nytt
waiting-number = Du er nummer { $number } i køen.
waiting-number-means = Passar ein time for fleire, får den som står først, tilbodet først. Samtalar som hastar, går føre.
waiting-since = Du har venta sidan { $day }.
waiting-open-offer = Vi held av ein time for deg no. Svar med lenkja i e-posten, seinast { $day } kl. { $until }.
waiting-leave = Gå ut av køen
waiting-leave-question = Vil du gå ut av køen? Då får den neste plassen din.
waiting-leave-yes = Ja, ta meg av ventelista
waiting-is-booked = Du har teke ein time du fekk tilbod om, og ventar ikkje lenger. Lenkja til timen står i stadfestinga vi sende deg.
waiting-is-left = Du har gått ut av køen. Du kan setje deg på ventelista att når du vil.
waiting-is-lapsed = Du står ikkje lenger på ventelista. Du kan setje deg på lista att når du vil.
waiting-unanswered = Tre gonger på rad har vi halde av ein time for deg utan å høyre frå deg, så vi trur at du har funne ein annan veg.
waiting-long = Du har venta i tolv veker, og vi vil ikkje lagre namnet og e-postadressa di utan å vite at du framleis vil ha ein time.
offer-title = Vi har halde av ein time for deg
offer-time = Timen du får tilbod om
offer-until = Timen er halden av for deg til { $day } kl. { $until }. Svarar du ikkje innan då, går han vidare til den neste i køen.
offer-for = Timen blir bestilt for { $name }, { $email }.
offer-take = Ta timen
offer-no = Passar det ikkje?
offer-no-hint = Seier du nei takk, beheld du plassen i køen og får tilbod om den neste timen som passar.
offer-decline = Nei takk
offer-decline-leave = Nei takk, og ta meg av ventelista
offer-declined = Takk for svaret
offer-declined-text = Timen går til den neste. Du beheld plassen i køen, og høyrer frå oss når ein annan time passar.
error-offer_answered = Du har alt svara på dette tilbodet. Tok du timen, står lenkja til han i stadfestinga vi sende deg.
error-offer_lapsed = Tilbodet gjeld ikkje lenger. Står du framleis på ventelista, får du eit nytt når ein time passar.
mail-waiting-subject = Du står på ventelista
mail-waiting-body =
    Hei, { $name }

    Du står på ventelista for ein samtale. Når ein time som passar, blir ledig, held vi han av for deg og skriv til deg.

    Sjå plassen din, eller gå ut av køen: { $link }
    Ikkje del lenkja med andre, for den som har lenkja, kan ta deg av lista.

    Helsing Veivalg
mail-waiting-again-subject = Du står alt på ventelista
mail-waiting-again-body =
    Hei

    Nokon, kanskje du sjølv, har bede om ein plass på ventelista med denne adressa. Du står på lista frå før, så vi har ikkje lagt til noko.

    Vil du sjå plassen din, eller gå ut av køen, finn du lenkja i e-posten vi sende då du kom på lista. Du kan òg gå ut av køen når du får tilbod om ein time. Ei adresse kan vente på inntil { $places } ulike ting.

    Var det ikkje deg, treng du ikkje gjere noko. Den som spurde, har ikkje fått vite at du står på lista.

    Helsing Veivalg
mail-offer-subject = Ledig time: samtale { $day } kl. { $start }
mail-offer-body =
    Hei, { $name }

    Ein time er blitt ledig: samtale med { $counsellor } { $day } kl. { $start }–{ $end }{ $own }.
    Vi held han av for deg til { $until_day } kl. { $until }{ $until_own }. Etter det går han til den neste i køen.

    Ta timen, eller sei nei takk: { $link }
    Ikkje del lenkja med andre, for den som har lenkja, kan svare for deg.

    Helsing Veivalg
mail-waiting-ended-subject = Du står ikkje lenger på ventelista
mail-waiting-ended-body =
    Hei, { $name }

    Du står ikkje lenger på ventelista for ein samtale. { $reason }

    Vil du framleis ha ein time, er du velkomen tilbake. Sjå ledige timar, eller set deg på lista att: { $link }

    Helsing Veivalg
