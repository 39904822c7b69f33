### Bokmål. The same ids stand in nn.ftl and en.ftl; tests/test_texts.py checks it.

## Names
app-name = Veivalg
form-nb = Bokmål
form-nn = Nynorsk
form-en = English
form-choice = Målform
form-which = Hvilken målform vil du at jeg skal svare på?
form-which-2 = Velg gjerne målformen med en av knappene: bokmål, nynorsk eller engelsk.
topic-career_paths = Karriereveier
topic-job_search = Jobbsøking
topic-uncertainty = Tvil og usikkerhet
topic-family_planning = Barn og familie
topic-rights_and_rules = Rettigheter og regler
topic-funding_and_mobility = Finansiering og mobilitet
topic-skills_and_planning = Kompetanse og planlegging
topic-support_services = Hvor du får støtte
kind-information = Informasjon
kind-learning = Øvelse
kind-guidance = Veiledning
role-counsellor = Karriereveileder
role-admin = Administrator
skip-to-content = Hopp til innholdet
nav-chat = Still et spørsmål
nav-articles = Artikler
nav-booking = Bestill time
nav-privacy = Personvern
nav-accessibility = Tilgjengelighet
nav-quality = Målt kvalitet
nav-sign-in = Logg inn for ansatte
nav-main = Hovedmeny
footer-about = Veivalg er en tjeneste for forskere tidlig i karrieren. Svarene kommer fra kildebelagte artikler.

## Chat
chat-title = Karriereveiledning for forskere tidlig i karrieren
chat-lead = Spør om karriereveier, jobbsøking, tvil og usikkerhet, eller om å få barn i stillingen.
disclosure =
    Hei! Jeg er en maskin, ikke et menneske. Jeg finner svar i artikler som er skrevet og kontrollert av mennesker, og jeg finner aldri på noe.
    Ingen leser det du skriver, med mindre du ber om en karriereveileder eller noe tyder på at liv er i fare. Samtalen slettes { $days } dager etter siste melding. Du trenger ikke oppgi navn.
chat-topics = Hva vil du snakke om?
chat-examples = Noen har spurt
starter-career_paths = Hva kan jeg jobbe med utenfor akademia etter doktorgraden?
starter-job_search = Hvordan skriver jeg en CV for næringslivet?
starter-uncertainty = Hvor lang oppsigelsestid har jeg som stipendiat?
starter-family_planning = Blir stillingen forlenget hvis jeg tar foreldrepermisjon?
chat-log = Samtalen
chat-composer = Skriv spørsmålet ditt
chat-hint = Enter sender, Skift + Enter gir ny linje.
chat-send = Send
chat-you = Du
chat-assistant = Veivalg (maskin)
chat-counsellor = Karriereveileder
chat-system = Melding
chat-thinking = Leter i artiklene …
chat-offline = Du er uten nett. Meldingen er lagret her og sendes når nettet er tilbake.
chat-failed = Meldingen kom ikke fram. Den står fortsatt her, så du kan prøve igjen.
chat-retry = Prøv igjen
chat-talk = Snakk med en veileder
chat-menu = Mer
chat-download = Last ned samtalen
chat-erase = Slett samtalen
chat-erase-question = Vil du slette hele samtalen? Det kan ikke angres. En time du har bestilt, består.
chat-erase-yes = Ja, slett
chat-erase-no = Nei, behold
chat-erased = Samtalen er slettet.
chat-erased-receipt = Dette ble slettet
chat-new = Ny samtale
chat-leave = Forlat siden raskt
chat-waiting = En karriereveileder får beskjed. De svarer i arbeidstiden, så det kan ta litt tid. Du kan fortsette å spørre maskinen så lenge.
chat-person-here = En karriereveileder er her. Maskinen er stille.
chat-numbers = Numre å ringe
chat-characters-left = { $count ->
    [one] { $count } tegn igjen
   *[other] { $count } tegn igjen
 }
chat-new-message = Ny melding
store-messages = Meldinger
store-crisis_alerts = Varsler
store-appointment_briefs = Sammendrag hos veilederen
store-dialogue_state = Maskinens korttidsminne
reply-checked = Kontrollert { $date }
reply-source = { $count ->
    [one] Kilde
   *[other] Kilder
 }
reply-read-all = Les hele artikkelen
reply-also = Se også
reply-narrowed = Valgt fordi du har skrevet: { $told }. Er det noe annet nå, så skriv det.
reply-helped = Hjalp dette?
reply-helped-yes = Ja
reply-helped-no = Nei
reply-helped-thanks = Takk for svaret.
reply-as-of = per { $date }
button-talk = Snakk med en veileder
button-see-times = Se ledige timer
button-did-you-mean = Mente du «{ $title }»?
button-all-times = Se alle timer
button-download = Last ned samtalen
button-erase = Slett samtalen
button-articles = Bla i artiklene
say-book = Jeg vil bestille en time

## Replies
answer-unknown = Det har jeg ikke noe svar på. Jeg svarer bare med innhold som er kontrollert, så jeg gjetter ikke. Prøv gjerne med andre ord, eller snakk med en karriereveileder.
answer-unknown-near = Det har jeg ikke noe sikkert svar på. Kanskje du mente noe av dette? Du kan også spørre med andre ord, eller snakke med en karriereveileder.
answer-lapsed = Spørsmålet ditt gjelder «{ $title }». Jeg har en artikkel om det, men den gjaldt til { $until } og må kontrolleres på nytt før jeg kan svare ut fra den. Artikkelen bygger på { $count ->
    [one] denne kilden
   *[other] disse kildene
 }:
answer-lapsed-person = Se der hva som gjelder nå, eller snakk med en karriereveileder, som kan hjelpe deg videre.
answer-clarify = Jeg er ikke helt sikker på hva du mener. Kanskje er det dette, eller noe av det du kan velge under?
answer-out-of-scope = Det ligger utenfor det jeg kan hjelpe med. Jeg svarer på spørsmål om karriere for forskere: karriereveier, jobbsøking, tvil i jobben, og barn og familie.
answer-rephrase = Jeg forstår fortsatt ikke helt. Kan du si det med andre ord, og gjerne én ting om gangen? Det hjelper om du nevner stillingen din og hva du vil vite.
answer-person-instead = Dette får jeg ikke til å svare på, beklager. En karriereveileder forstår mer enn jeg gjør, og vil gjerne hjelpe. Du kan også lete i artiklene selv.
answer-person-instead-2 = Her kommer jeg dessverre ikke lenger. En karriereveileder kan hjelpe deg videre, og det koster ingenting å spørre.
said-again = Det samme som sist, for jeg fant ikke noe bedre. Svarer det ikke på spørsmålet, så prøv med andre ord.
assistant-silent = Beklager, jeg får ikke svart akkurat nå. Meldingen din er tatt vare på, og svaret kommer her så snart jeg er i gang igjen. Du kan også snakke med en karriereveileder eller bestille en time.
handoff-requested = Jeg har gitt beskjed til karriereveilederne. De leser samtalen og svarer her i arbeidstiden, vanligvis neste arbeidsdag. Du kan lukke siden og komme tilbake senere. Vil du ha et fast tidspunkt, kan du bestille en time.
handoff-requested-2 = Karriereveilederne har fått beskjeden din, og du står i køen. Svaret kommer her, vanligvis neste arbeidsdag.
handoff-with-person = En karriereveileder er allerede i samtalen.
counsellor-came = { $name }, karriereveileder, er nå i samtalen. Maskinen er stille.
counsellor-left = { $name } har avsluttet sin del av samtalen. Maskinen svarer igjen.
booking-offer = Her er de neste ledige timene for en individuell samtale med en karriereveileder. Samtalen er gratis.
booking-offer-2 = Velg gjerne en av disse timene, eller se alle. Samtalen er gratis, og du kan flytte eller avlyse den etterpå.
booking-none = Akkurat nå er det ingen ledige timer. Be om en veileder, så tar de kontakt her i samtalen.
booking-none-2 = Det er dessverre fortsatt ingen ledige timer. Ber du om en veileder, tar de kontakt her i samtalen.
booking-yours = Du har en time { $day } kl. { $start } hos { $counsellor }.
booking-yours-cancelled = { $counsellor } måtte avlyse timen du hadde { $day } kl. { $start }. Velger du en ny tid, gjelder timen igjen.
booking-nothing-to-change = Jeg finner ingen time som er bestilt fra denne samtalen. Lenken for å flytte eller avlyse står i e-posten du fikk da du bestilte.
booking-nothing-to-change-2 = Jeg ser fortsatt ingen time fra denne samtalen. Se etter e-posten du fikk da du bestilte: lenken der fører til timen.
booking-offer-wished = Disse timene er ledige da. Samtalen er gratis, og du kan flytte eller avlyse den etterpå.
booking-offer-wished-2 = Her er det som er ledig da. Trykk på timen som passer.
booking-not-then = Ingen timer er ledige da. Disse ligger nærmest.
booking-not-then-2 = Da er det heller ingenting ledig. Disse er de nærmeste.
booking-past = Det tidspunktet er forbi. Her er de neste ledige timene.
booking-past-2 = Også det er forbi. Dette er de neste ledige timene.
booking-which-time = Det kan bety flere tidspunkter. Hvilket mener du?
booking-which-time-2 = Jeg er fortsatt ikke sikker på når. Velg her, eller skriv datoen.
booking-move-when = Når passer det bedre? Velg en time, eller skriv når, for eksempel «torsdag etter 14».
booking-move-when-2 = Velg en av disse timene, eller skriv en dag som passer.
booking-move-sure = Skal jeg flytte timen din fra { $day } kl. { $start } til { $new_day } kl. { $new_start }?
booking-moved-now = Timen er flyttet til { $day } kl. { $start } hos { $counsellor }. Både du og veilederen får e-post om det.
booking-cancel-sure = Vil du avlyse timen { $day } kl. { $start } hos { $counsellor }?
booking-cancelled-now = Timen { $day } kl. { $start } hos { $counsellor } er avlyst. Både du og veilederen får e-post om det. Vil du ha en ny time, er det bare å si fra.
booking-kept = Greit. Timen { $day } kl. { $start } står som den er.
booking-several = Du har flere timer. Åpne den du vil endre.
booking-several-2 = Det er flere timer å velge mellom. Trykk på den det gjelder.
booking-open = Åpne timen { $day } kl. { $start }
booking-open-one = Åpne timen
button-move-yes = Ja, flytt timen
button-cancel-yes = Ja, avlys timen
button-keep = Nei, behold den
button-move-instead = Flytt den heller
say-move = Jeg vil flytte timen min
say-move-to = Flytt timen til { $day } kl. { $start }
say-yes = Ja
say-no = Nei
time-between = mellom { $first } og { $last }
time-after = etter kl. { $time }
smalltalk-greet = Hei! Hva lurer du på? Du kan spørre om karriereveier, jobbsøking, tvil i jobben, eller barn og familie.
smalltalk-greet-2 = Hei igjen! Spør gjerne om karriereveier, jobbsøking, tvil i jobben, eller barn og familie.
smalltalk-greet-3 = Hyggelig å høre fra deg! Hva tenker du på?
smalltalk-thank = Bare hyggelig! Er det noe mer du lurer på?
smalltalk-thank-2 = Det var hyggelig å kunne hjelpe. Bare spør hvis det dukker opp mer.
smalltalk-thank-3 = Ingen årsak! Jeg er her om du lurer på noe senere også.
smalltalk-goodbye = Ha det godt! Samtalen ligger her om du vil komme tilbake.
smalltalk-goodbye-2 = Lykke til videre! Du kan komme tilbake til samtalen når du vil.
smalltalk-goodbye-3 = Ha en fin dag! Du er alltid velkommen tilbake.
smalltalk-ask_capabilities = Jeg svarer på spørsmål om karriere for deg som er stipendiat, postdoktor eller forsker i midlertidig stilling: karriereveier, jobbsøking, tvil i jobben, og barn og familie. Svarene er hentet fra artikler med kilder. Det som handler om ditt eget valg, kan du snakke med en karriereveileder om, og jeg kan bestille time for deg.
smalltalk-ask_capabilities-2 = Du kan for eksempel spørre om oppsigelsestid, foreldrepermisjon, CV, eller hva man kan jobbe med etter doktorgraden. Jeg finner svaret i artikler med kilder, og en karriereveileder kan hjelpe med det som handler om deg.
smalltalk-ask_bot = Jeg er en maskin. Jeg leter i artikler som mennesker har skrevet og kontrollert, og gjengir dem. Jeg forstår ikke situasjonen din slik et menneske gjør. Det gjør karriereveilederne, og du kan når som helst be om å få snakke med en av dem.
smalltalk-ask_bot-2 = Nei, her sitter det ikke noe menneske. Jeg er et program som leter i kontrollerte artikler. Vil du heller snakke med et menneske, er karriereveilederne her for deg.
smalltalk-ask_privacy = Ingen leser samtalen, med mindre du ber om en karriereveileder eller noe tyder på at liv er i fare. Da kan karriereveilederne lese den. Lederen din og fagveilederen din ser den ikke. Samtalen slettes { $days } dager etter siste melding. Du kan laste den ned eller slette den når du vil.
smalltalk-ask_privacy-2 = Samtalen er din: bare du ser den, med mindre du ber om en karriereveileder eller noe tyder på at liv er i fare. Den slettes { $days } dager etter siste melding, eller når du selv vil.
smalltalk-erase_data = Du kan slette hele samtalen nå. Velg «Slett samtalen» i menyen øverst, eller bruk knappen her.
smalltalk-erase_data-2 = Det er fortsatt du som bestemmer: trykk på knappen her, så slettes hele samtalen så snart du har bekreftet.
smalltalk-change_language = Da svarer jeg på bokmål. Du kan bytte øverst på siden når du vil.
smalltalk-change_language-2 = Bokmål er valgt, så det fortsetter jeg med. Du kan bytte øverst på siden når du vil.
smalltalk-affirm = Fint! Hva vil du vite mer om?
smalltalk-affirm-2 = Så bra! Hva kan jeg hjelpe deg videre med?
smalltalk-affirm-3 = Flott! Fortell gjerne hva du vil vite, så leter jeg.
smalltalk-hesitate = Ta den tiden du trenger. Var noe uklart? Spør gjerne med egne ord, så leter jeg på nytt.
smalltalk-hesitate-2 = Det haster ikke. Noen få ord er nok: Hvilken stilling har du, og hva vil du vite?
smalltalk-deny = Greit. Hva vil du heller vite noe om? Prøv gjerne med andre ord.
smalltalk-deny-2 = Den er grei. Si gjerne med dine egne ord hva du er ute etter.
smalltalk-deny-3 = Helt i orden. Jeg er her hvis du kommer på noe annet.

## Errors
error-invalid_input = Feltet «{ $field }» mangler eller har en verdi som ikke kan brukes.
error-malformed_request = Forespørselen kunne ikke leses. Den må være gyldig JSON i den formen grensesnittet krever.
error-empty_message = Skriv noe før du sender.
error-message_too_long = Meldingen er for lang. Den kan ha høyst { $max_chars } tegn. Del den gjerne i to.
error-not_found = Dette finnes ikke, eller du har ikke tilgang til det.
error-message_unknown = Det finnes ingen melding { $number }. Samtalen kan være slettet.
error-no_receipt = Det ble ikke søkt i artiklene for melding { $number }, så den har ingen svarkvittering. Småprat, timebestilling og det en veileder skriver, har ingen.
error-not_signed_in = Du må logge inn først.
error-wrong_credentials = E-postadressen eller passordet er feil.
error-too_many_attempts = For mange mislykkede forsøk. Prøv igjen om { $minutes } minutter.
error-too_many_requests = Det kom for mange forespørsler på kort tid. Vent litt og prøv igjen.
error-not_allowed = Rollen din gir ikke tilgang til dette.
error-stale_form = Skjemaet er for gammelt. Last siden på nytt og prøv igjen.
error-weak_password = Passordet må ha minst { $min_chars } tegn.
error-already_registered = Det finnes allerede en konto med adressen { $email }.
error-last_admin = Det må være minst én administrator igjen.
error-already_claimed = En annen veileder har allerede tatt over samtalen.
error-not_holder = Bare veilederen som har samtalen, kan gjøre dette. Ta den over først.
error-slot_taken = Timen ble nettopp tatt av en annen. Velg en annen tid.
error-slot_held = En annen fyller ut skjemaet for denne timen akkurat nå. Velg en annen tid, eller prøv igjen om fem minutter.
error-slot_beyond_horizon = Timen ligger lenger fram enn det går an å bestille. Velg en tidligere tid.
error-slot_past = Timen er for nær i tid eller har vært. Velg en senere tid.
error-slot_unknown = Denne timen tilbys ikke. Velg en tid fra listen.
error-link_expired = Lenken gjelder ikke lenger, for timen har vært. Du kan bestille en ny time.
error-appointment_over = Timen er avlyst eller har begynt, og kan ikke endres.
error-broken_availability = Tidene henger ikke sammen: slutt må komme etter start, hele kvarter, plass til minst én samtale, og ingen overlapp på samme dag.
error-article_broken = Artikkelen kan ikke lagres eller publiseres: { $problem }.
error-edit_conflict = Noen andre har lagret versjon { $number } i mellomtiden. Ingenting er overskrevet. Åpne artikkelen på nytt og legg inn endringen din der.
error-assistant_silent = Maskinen svarer ikke akkurat nå.
error-figures_unusable = Tallene kan ikke vises nå, for filen med dem mangler eller er ødelagt. Si fra til institusjonen din, så retter vi det.
error-error = Noe gikk galt hos oss. Prøv igjen om litt.
error-title = Det gikk ikke

## Mails and calendar
calendar-title = Samtale
mail-booked-subject = Samtale { $day } kl. { $start }
mail-booked-body =
    Hei, { $name }

    Du har bestilt en samtale med { $counsellor } { $day } kl. { $start }–{ $end }{ $own }.
    { $where }

    Se, flytt eller avlys timen: { $link }
    Den som har lenken, kan endre timen, så del den ikke med andre.

    Hilsen Veivalg
mail-booked-counsellor-body =
    Ny samtale: { $day } kl. { $start }–{ $end }, { $name }.

    Se kalenderen din: { $link }
mail-reminder-subject = Påminnelse: samtale { $day } kl. { $start }
mail-reminder-body =
    Hei, { $name }

    Vi minner om samtalen med { $counsellor } { $day } kl. { $start }–{ $end }{ $own }.
    { $where }

    Passer det ikke likevel? Flytt eller avlys her, så kan en annen få timen: { $link }

    Hilsen Veivalg
where-room = Dere møtes her: { $address }
where-video = Samtalen er på video: { $address }
where-room-untold = Dere møtes ansikt til ansikt. Veilederen gir beskjed om hvor.
where-video-untold = Samtalen er på video. Veilederen sender deg lenken.
mail-moved-subject = Flyttet samtale: { $day } kl. { $start }
mail-moved-body =
    Hei, { $name }

    Timen din er flyttet. Den nye tiden er { $day } kl. { $start }–{ $end }{ $own } med { $counsellor }.
    { $where }

    Se, flytt eller avlys timen: { $link }

    Hilsen Veivalg
mail-moved-counsellor-body =
    Flyttet samtale: { $day } kl. { $start }–{ $end }, { $name }.

    Se kalenderen din: { $link }
mail-cancelled-subject = Avlyst samtale: { $day } kl. { $start }
mail-cancelled-body =
    Hei, { $name }

    Samtalen { $day } kl. { $start }{ $own } er avlyst. Du er velkommen til å bestille en ny time: { $link }

    Hilsen Veivalg
mail-moved-away-body =
    Forskeren har flyttet timen til en annen veileder: { $day } kl. { $start }–{ $end }, { $name }. Tiden er ledig igjen.

    Se kalenderen din: { $link }

mail-cancelled-counsellor-body =
    Avlyst: { $day } kl. { $start }–{ $end }, { $name }.

    Se kalenderen din: { $link }

## Booking
booking-title = Bestill time
booking-lead = En individuell samtale med en karriereveileder. Den er gratis, og handler om det du vil.
booking-no-slots = Det er ingen ledige timer de neste ukene. Be om en veileder i samtalen, så tar de kontakt.
booking-free = { $count ->
    [one] { $count } ledig time
   *[other] { $count } ledige timer
 }
booking-with = hos { $counsellor }
booking-minutes = { $count } minutter
booking-chosen = Timen du har valgt
booking-not-yet = Timen er ikke bestilt før du trykker på «Bestill».
booking-name = Navn
booking-email = E-postadresse
booking-email-hint = Vi sender bekreftelse og kalenderinvitasjon hit.
booking-email-wrong = Skriv en e-postadresse, for eksempel navn@universitet.no. Et telefonnummer kan ikke brukes, for vi sender lenken på e-post.
booking-share = Hva skal veilederen få se på forhånd?
booking-share-brief = Det jeg har skrevet, og emnene
booking-share-topic = Bare emnene
booking-share-nothing = Ingenting
booking-brief = Dette ser veilederen
booking-brief-words = Dine egne ord
booking-brief-topics = Emner
booking-brief-articles = Artikler du har fått se
booking-confirm = Bestill
booking-other-time = Velg en annen tid
booking-done = Timen er bestilt
booking-done-text = Du har en time { $day } kl. { $start }–{ $end } med { $counsellor }. Vi har sendt en bekreftelse til { $email }.
booking-manage = Timen din
booking-add-calendar = Legg i kalenderen
booking-move = Flytt timen
booking-move-lead = Velg en ny tid. Du beholder den gamle til den nye er bekreftet.
booking-move-confirm = Flytt til denne tiden
booking-cancel = Avlys timen
booking-cancel-question = Vil du avlyse timen?
booking-cancel-yes = Ja, avlys
booking-cancelled = Timen er avlyst
booking-moved = Timen er flyttet
booking-back-to-chat = Tilbake til samtalen
booking-time-zone = Alle tider er norsk tid.

## Articles
articles-title = Artikler
articles-lead = Alt maskinen kan svare på, til å lese i ro og mak.
articles-search = Søk i artiklene
articles-search-button = Søk
articles-found = { $count ->
    [0] Ingen artikler svarer på dette
    [one] { $count } artikkel
   *[other] { $count } artikler
 }
article-answer = Kort svar
article-applies-to = Dette gjelder
article-not-covered = Dette står ikke her
article-sources = Kilder
article-verified = Kontrollert { $date }. Gjelder til { $until }.
article-next-steps = Hvem kan hjelpe videre
article-related = Les også
article-questions = Andre har spurt
article-other-forms = Les på
step-counsellor = Karriereveileder
step-union = Fagforeningen din
step-hr = HR ved institusjonen
step-nav = Nav
step-udi = UDI
step-doctor = Fastlegen
step-occupational_health = Bedriftshelsetjenesten
step-helpline = Hjelpetelefon
step-ombud = Ombud (Likestillings- og diskrimineringsombudet)
step-safety_representative = Verneombudet
step-supervisor = Fagveilederen din

## Privacy and accessibility
privacy-title = Personvern
privacy-body =
    Du trenger ikke oppgi navn, e-postadresse eller konto for å bruke samtalen.

    {"**"}Hva som lagres.** Det du skriver, og svarene du får. Ikke IP-adresse. Informasjonskapsler brukes bare til å holde samtalen åpen for deg og huske målformen du har valgt, og når du bestiller time, til å holde av tiden og vite hvilken tidssone du er i.

    {"**"}Hvem som kan lese det.** Ingen, med mindre du ber om en karriereveileder eller noe tyder på at liv er i fare. Da kan karriereveilederne ved institusjonen lese samtalen. Lederen din og fagveilederen din kan ikke lese den.

    {"**"}Hvor lenge.** Samtalen slettes { $days } dager etter siste melding. Du kan laste den ned eller slette den selv når som helst, fra menyen i samtalen.

    {"**"}Når du bestiller time,** lagrer vi navn, e-postadresse og tidssone for å kunne sende bekreftelsen. Du velger selv, linje for linje, hva veilederen får se på forhånd, og kan endre det senere. Det du skriver til veilederen før timen, lagres sammen med den. Alt dette slettes { $days } dager etter timen.

    {"**"}Etter timen** noterer veilederen om dere møttes. Veilederen kan også skrive private notater, som ingen andre får se; de slettes { $days } dager etter timen. Du får ett spørsmål på e-post, og svaret telles med uten at vi lagrer hvem som svarte.

    {"**"}Når du står på ventelisten,** lagrer vi navn, e-postadresse, tidssone og hva slags time du venter på. Det slettes { $days } dager etter at du sluttet å vente.

    {"**"}Taushetsplikt.** Karriereveilederne har taushetsplikt. Plikten til å avverge alvorlige lovbrudd går foran.
accessibility-title = Tilgjengelighet
accessibility-body =
    Veivalg skal kunne brukes av alle. Sidene er laget etter WCAG 2.2, nivå AA: de kan brukes med bare tastatur, med skjermleser, på små skjermer og i mørk visning.

    Møter du noe som ikke virker for deg, si fra til institusjonen din, så retter vi det.

## Quality
quality-title = Hvor godt virker Veivalg?
quality-lead =
    Her står hvor godt Veivalg forsto meldinger, oppdaget fare for liv og fant riktig artikkel da det ble målt, i hver målform. Tallene er skrevet av programmet som måler, og ingen har rettet på dem.

    Du trenger ikke lese dette for å bruke Veivalg. Det er skrevet for forskere, karriereveiledere og universiteter som vil vite hva de kan vente seg.
quality-measured = Når og hva som ble målt
quality-measured-on = Målt
quality-version-veivalg = Veivalg, versjon
quality-version-training = Opplæring
quality-version-crisis_gate = Krisevarselet, mønstre og modell
quality-version-encoder = Modellen som leser setninger
quality-running-same = Utgaven som svarer på denne siden, har lært av det samme som utgaven som ble målt.
quality-running-other = Utgaven som svarer på denne siden, har lært av noe annet enn utgaven som ble målt. Tallene kan derfor være litt annerledes nå.
quality-missed = Dette er ikke nådd
quality-missed-lead = Her er Veivalg ikke så godt som vi vil at det skal være:
quality-missed-none = Alle målene som er satt, er nådd. De fleste tallene har et krav, men ikke noe mål.
quality-behind-lead = Målformene skal være like gode. Her holder en målform alene ikke det som kreves av alle samlet:
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
}: { $figure }. Kravet til alle samlet er { $target }.
quality-reading = Slik leser du tallene
quality-reading-body =
    Tallene er i prosent. 100 % betyr at alt var riktig, men for feil og falske alarmer er det best med et lavt tall. Gjelder et tall bare en del av meldingene, står det i parentes hvor mange.

    {"**"}Krav** er det som minst må holdes. Faller et tall under kravet, stopper testene, og tallene blir ikke publisert. {"**"}Mål** er dit vi vil, også om vi ikke er der ennå.
quality-measure = Hva
quality-messages = Antall meldinger
quality-caption = I prosent, for hver målform og for alle.
quality-form-nb = Bokmål
quality-form-nn = Nynorsk
quality-form-en = Engelsk
quality-form-all = Alle
quality-at_least = minst { $share }
quality-at_most = høyst { $share }
quality-each-form = i hver målform { $target }
quality-limit = Krav: { $target }.
quality-aim = Mål: { $target }.
quality-aim-reached = Nådd.
quality-aim-missed = Ikke nådd.
quality-asked = antall:
quality-not-measured = ikke målt
quality-limits = Dette sier tallene ikke
quality-limits-body =
    - {"**"}Ingen ekte samtaler er målt.** Alle meldingene er skrevet for prosjektet, og ingen er hentet fra samtaler med forskere. Hvor godt Veivalg svarer på ekte spørsmål, vet vi først når ekte spørsmål er målt, med samtykke.
    - {"**"}Om svaret var til hjelp.** Tallene sier om riktig artikkel ble funnet, ikke om den hjalp, eller om artikkelen er god nok.
    - {"**"}Små forskjeller.** Bak noen av tallene er det få meldinger. Da kan noen prosentpoeng mellom målformene være tilfeldig.
    - {"**"}Hele samtaler.** Hver melding er målt alene. Hvordan det går når en samtale blir lang, sier tallene ikke noe om.
    - {"**"}At krisevarselet er trygt.** Det overser noe og er ikke en vurdering av risiko. Det erstatter aldri et menneske, og du kan be om en veileder på alle sidene.
quality-programs = De samme tallene for programmer:
quality-table-messages-written-blind = Forstår Veivalg det som blir skrevet?
quality-table-messages-written-blind-about = Målt på meldinger fra skribenter som verken hadde sett programmet, eksemplene det har lært av, eller artiklene. Veivalg har ikke lært av meldingene. Grensen for krisevarselet ble likevel satt mens det samlede tallet for falske alarmer var kjent.
quality-table-the-crisis-gate-written-blind = Oppdager Veivalg fare for liv?
quality-table-the-crisis-gate-written-blind-about = Målt på meldinger om fare for liv og på meldinger som bare ligner, fra skribenter som ikke hadde sett det krisevarselet har lært av. Grensen for når varselet slår inn, ble senket én gang mens de samlede tallene var kjent, så de er trolig litt for gode. Ingen kliniker har gått gjennom varselet eller meldingene ennå.
quality-table-questions-and-their-articles = Finner Veivalg riktig artikkel?
quality-table-questions-and-their-articles-about = Målt på spørsmål som er skrevet for prosjektet, med artiklene som svarer på dem. Noen har ingen artikkel som svarer, og der skal Veivalg tie. Veivalg har ikke lært av spørsmålene. For de eldste av dem har utviklerne sett tallene underveis, så de tallene er trolig litt for gode.
quality-measure-written-form-right = Målformen ble kjent igjen
quality-measure-written-form-right-about = Andel der Veivalg så om det var skrevet på bokmål, nynorsk eller engelsk.
quality-measure-first-topic-right = Hovedemnet ble riktig
quality-measure-first-topic-right-about = Andel av dem som spør om et emne, der det viktigste emnet ble funnet først.
quality-measure-first-topic-macro-f1 = Hovedemnet, med hvert emne like viktig
quality-measure-first-topic-macro-f1-about = Et samlet tall (makro-F1) for treff og bom, der sjeldne emner teller like mye som vanlige. 100 % er feilfritt.
quality-measure-all-topics-micro-f1 = Alle emnene i en melding
quality-measure-all-topics-micro-f1-about = Et samlet tall (mikro-F1) for om alle emnene ble funnet, og ingen som ikke var der. 100 % er feilfritt.
quality-measure-a-topic-right = Minst ett emne ble riktig
quality-measure-a-topic-right-about = Andel av dem som spør om et emne, der minst ett riktig emne ble funnet.
quality-measure-service-intent-right = Ønsker om tjenesten ble forstått
quality-measure-service-intent-right-about = Andel av meldingene om Veivalg selv som ble forstått, for eksempel å bestille time eller be om et menneske.
quality-measure-out-of-scope-recall = Det som ligger utenfor, ble oppdaget
quality-measure-out-of-scope-recall-about = Andel av meldingene om helt andre ting der Veivalg så at det ikke kan hjelpe.
quality-measure-out-of-scope-precision = Det som ble regnet som utenfor, var utenfor
quality-measure-out-of-scope-precision-about = Andel av meldingene Veivalg regnet som utenfor, der det stemte.
quality-measure-needs-a-person-recall = Behov for et menneske ble oppdaget
quality-measure-needs-a-person-recall-about = Andel av meldingene om eget valg eller egen situasjon der en veileder ble tilbudt.
quality-measure-needs-a-person-precision = Tilbud om et menneske traff
quality-measure-needs-a-person-precision-about = Andel av tilbudene om en veileder der det trengtes. Ved tvil tilbyr Veivalg heller én gang for mye.
quality-measure-needs-a-person-found = Behov for et menneske ble oppdaget
quality-measure-needs-a-person-found-about = Andel av spørsmålene som trenger et menneske, der en veileder ble tilbudt.
quality-measure-needs-no-person-left-alone = Ingen veileder der det ikke trengtes
quality-measure-needs-no-person-left-alone-about = Andel av de andre spørsmålene der Veivalg svarte uten å tilby en veileder.
quality-measure-entities-micro-f1 = Opplysninger i meldingen ble funnet
quality-measure-entities-micro-f1-about = Et samlet tall (mikro-F1) for opplysninger som stilling, fagområde, sted og tid. 100 % er feilfritt.
quality-measure-crisis-gate-opened-at-an-everyday-message = Falske alarmer ved vanlige meldinger
quality-measure-crisis-gate-opened-at-an-everyday-message-about = Andel av vanlige meldinger som fikk krisesvaret uten grunn. Lavt er best.
quality-measure-sensitivity = Fare ble oppdaget
quality-measure-sensitivity-about = Andel av meldingene om fare for liv som fikk krisesvaret.
quality-measure-false-alarms = Falske alarmer ved meldinger som ligner
quality-measure-false-alarms-about = Andel av meldingene som bare ligner, og som fikk krisesvaret uten grunn. Lavt er best.
quality-measure-right-article-first = Riktig artikkel kom først
quality-measure-right-article-first-about = Andel av spørsmålene med en artikkel som svarer, der den kom øverst.
quality-measure-right-article-within-three = Riktig artikkel var blant de tre første
quality-measure-right-article-within-three-about = Andel av spørsmålene med en artikkel som svarer, der den var blant de tre øverste.
quality-measure-right-passage-of-the-right-article = Riktig avsnitt ble vist
quality-measure-right-passage-of-the-right-article-about = Andel av spørsmålene der riktig artikkel kom først, hvor avsnittet som svarer, ble vist sammen med svaret.
quality-measure-answered-at-once-rightly = Riktig svar med en gang
quality-measure-answered-at-once-rightly-about = Andel av spørsmålene med en artikkel som svarer, der Veivalg svarte riktig uten å spørre tilbake.
quality-measure-silent-where-nothing-is-known = Sa fra at svaret mangler
quality-measure-silent-where-nothing-is-known-about = Andel av spørsmålene uten en artikkel som svarer, der Veivalg ikke viste noen artikkel.
quality-measure-wrong-answer-given = Feil svar ble gitt
quality-measure-wrong-answer-given-about = Andel av alle spørsmål, bortsett fra dem om tjenesten, som fikk svar fra feil artikkel. Lavt er best.
quality-table-the-search-beside-others = Er søket bedre enn enklere søk?
quality-table-the-search-beside-others-about = Målt på de spørsmålene ovenfor som en artikkel svarer på. Søket i Veivalg står ved siden av to enklere søk i de samme artiklene: ett som bare ser på ord (BM25), og ett med en modell som er laget for engelsk (MiniLM). Her er bare rekkefølgen målt, også der Veivalg ville spurt tilbake eller tidd.
quality-measure-same-article-as-in-the-other-forms = Samme artikkel på alle målformer
quality-measure-same-article-as-in-the-other-forms-about = Andel av spørsmål stilt på alle tre, der samme artikkel kom først. For hver målform gjelder det mot de to andre, for alle må alle tre være like.
quality-measure-ours-right-first = Søket i Veivalg: riktig først
quality-measure-ours-right-first-about = Andel av spørsmålene der søket i Veivalg satte en riktig artikkel øverst.
quality-measure-ours-right-within-three = Søket i Veivalg: riktig blant tre
quality-measure-ours-right-within-three-about = Andel av spørsmålene der søket i Veivalg hadde en riktig artikkel blant de tre øverste.
quality-measure-bm25-alone-right-first = Bare ord (BM25): riktig først
quality-measure-bm25-alone-right-first-about = Andel av spørsmålene der et søk som bare ser på ord, satte en riktig artikkel øverst.
quality-measure-bm25-alone-right-within-three = Bare ord (BM25): riktig blant tre
quality-measure-bm25-alone-right-within-three-about = Andel av spørsmålene der et søk som bare ser på ord, hadde en riktig artikkel blant de tre øverste.
quality-measure-minilm-alone-right-first = Modell for engelsk (MiniLM): riktig først
quality-measure-minilm-alone-right-first-about = Andel av spørsmålene der et søk med modellen for engelsk satte en riktig artikkel øverst.
quality-measure-minilm-alone-right-within-three = Modell for engelsk (MiniLM): riktig blant tre
quality-measure-minilm-alone-right-within-three-about = Andel av spørsmålene der et søk med modellen for engelsk hadde en riktig artikkel blant de tre øverste.

## Signing in
sign-in-title = Logg inn
sign-in-lead = For karriereveiledere og administratorer. Forskere trenger ikke konto.
sign-in-email = E-postadresse
sign-in-password = Passord
sign-in-button = Logg inn
sign-out = Logg ut
password-title = Velg et nytt passord
password-lead = Passordet du fikk, gjelder bare én gang. Velg ditt eget, med minst { $min_chars } tegn.
password-new = Nytt passord
password-save = Lagre passordet
signed-in-as = Logget inn som { $name }

## Counsellor
counsellor-title = Samtaler
counsellor-queue = Kø
counsellor-queue-empty = Ingen venter akkurat nå.
counsellor-calendar = Kalender
counsellor-hours = Mine tider
counsellor-choose = Velg en samtale i køen.
counsellor-take-over = Ta over samtalen
counsellor-close = Avslutt og gi tilbake til maskinen
counsellor-write = Skriv til forskeren
counsellor-send = Send
counsellor-brief = Sammendrag
counsellor-brief-lead = Forskerens egne ord. Ingenting her er laget av maskinen.
counsellor-topics = Emner
counsellor-reasons = Hvorfor den er her
counsellor-articles = Artikler som er vist
counsellor-history = Hvem har hatt samtalen
counsellor-alerts = Varsel om fare for liv
counsellor-alert = { $pattern ->
    [none] Ikke noe mønster slo til
   *[other] Mønster { $pattern }
}; { $percent ->
    [-1] klassifikatoren fantes ikke da
   *[other] klassifikatoren holder fare for { $percent } % sannsynlig
}; kategori { $category }; versjon { $version }
counsellor-waiting = Venter siden { $time }
counsellor-held-by = Hos { $name }
counsellor-held-by-you = Hos deg
counsellor-unread = Ulest
holder-assistant = Maskinen
holder-waiting = Venter
holder-counsellor = Veileder
urgency-normal = Vanlig
urgency-soon = Snart
urgency-crisis = Fare for liv
reason-asked_for_person = Ba om å få snakke med et menneske
reason-asked_to_book = Ville bestille time
reason-personal_choice = Et personlig valg
reason-perhaps_personal = Kanskje et personlig spørsmål
reason-strain = Tegn på belastning
reason-no_answer = Ingen artikkel svarte
reason-lapsed = Artikkelen som svarer, må kontrolleres på nytt
reason-not_understood = Flere spørsmål ble ikke forstått
reason-crisis = Uttrykk for fare for liv
calendar-page-title = Kalender
calendar-empty = Ingen avtaler de neste ukene.
calendar-shared = Delt på forhånd
calendar-shared-nothing = Ingenting er delt.
hours-title = Mine tider
hours-lead = Tidene gjelder hver uke. Norske helligdager er stengt. Avtaler som er gjort, står ved lag.
hours-weekday = Ukedag
hours-from = Fra
hours-to = Til
hours-length = Minutter
hours-add = Legg til en rad
hours-remove = Fjern raden
hours-save = Lagre
hours-saved = Tilgjengeligheten er lagret.
weekday-0 = Mandag
weekday-1 = Tirsdag
weekday-2 = Onsdag
weekday-3 = Torsdag
weekday-4 = Fredag
weekday-5 = Lørdag
weekday-6 = Søndag

## Admin
admin-title = Administrasjon
admin-articles = Artikler
admin-people = Personer
admin-audit = Logg
admin-live = Publisert versjon
admin-latest = Siste versjon
admin-form = Målform
admin-topic = Emne
admin-valid-until = Gjelder til
admin-article = Artikkel
admin-unpublished = Ikke publisert
admin-changed = Endret, ikke publisert
admin-overdue = Må kontrolleres
admin-attention = Trenger oppmerksomhet
admin-attention-none = Alt er publisert og kontrollert.
admin-edit = Rediger
admin-preview = Forhåndsvisning
admin-preview-button = Oppdater forhåndsvisningen
admin-save = Lagre som ny versjon
admin-publish = Lagre og publiser
admin-document = Artikkelen
admin-document-hint = Feltene står øverst mellom to linjer med ---. Avsnittene begynner med ##.
admin-saved = Lagret som versjon { $number }. Leserne ser ingen endring ennå.
admin-published = Versjon { $number } er publisert.
admin-versions = Versjoner
admin-version = Versjon { $number }
admin-version-live = publisert
admin-publish-version = Publiser denne
admin-person-name = Navn
admin-person-email = E-postadresse
admin-person-roles = Roller
admin-person-active = Åpen
admin-person-closed = Stengt
admin-person-add = Legg til person
admin-person-password = Engangspassord for { $email }: { $password }. Det vises bare nå.
admin-person-save = Lagre roller
admin-person-close = Steng kontoen
admin-person-open = Åpne kontoen
admin-audit-when = Når
admin-audit-who = Hvem
admin-audit-what = Hva
admin-audit-about = Om

## Added for the consoles
counsellor-researcher = Forskeren
hours-empty-row = Tomme rader blir ikke lagret. Slett tidene i en rad for å fjerne den.
booking-share-choose = Velg hva veilederen skal få se.
reply-undated = uten dato
counsellor-number = nr. { $number }
counsellor-coming = Kommende timer
counsellor-own-words = Forskerens egne ord
mail-call-subject = Noen venter i Veivalg
mail-call-urgent-subject = Noe haster i Veivalg
mail-call-body =
    En forsker har bedt om å få snakke med en karriereveileder.

    Logg inn i Veivalg og se i køen.
mail-call-urgent-body =
    En samtale kan handle om fare for liv. Den ligger øverst i køen.

    Logg inn i Veivalg og se i køen.

## What a message tells of the writer
brief-situation = Funnet i ordene
entity-position = Stilling
entity-phase = Fase
entity-field = Fagområde
entity-institution = Institusjon
entity-country = Land
entity-month = Måned
entity-date = Dato
entity-family = Familie
value-phd_candidate = stipendiat
value-postdoc = postdoktor
value-researcher = forsker
value-research_assistant = forskningsassistent
value-associate_professor = førsteamanuensis
value-professor = professor
value-lecturer = lektor
value-temporary = midlertidig ansatt
value-start = i starten
value-under_way = underveis
value-way_forward = mot slutten
value-child = barn
value-pregnancy = graviditet
value-partner = partner
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
season-summer = sommer
season-autumn = høst
season-winter = vinter

## What counsellors offer, and on what terms

booking-first-free = Første ledige time: { $day } kl. { $start }.
booking-narrow = Velg hva slags time, hos hvem, og tidssonen din
booking-narrow-any = Har ikke noe å si
booking-narrow-topic = Hva vil du snakke om?
booking-narrow-kind = Hva slags time?
booking-narrow-place = Hvor?
booking-narrow-institution = Veileder for hvilken institusjon?
booking-narrow-not-counsellor = Ikke hos
booking-narrow-not-faculty = Ikke hos noen fra
booking-narrow-show = Vis timer
booking-held = Timen er holdt av for deg til kl. { $until }.
booking-same-counsellor = Dette er timene hos { $counsellor }, som du har time hos nå.
booking-all-counsellors = Vis timer hos alle veiledere
booking-any-counsellor = Dette er timene hos alle veiledere.
booking-sessions = { $count ->
    [one] én time
   *[other] { $count } timer
}
kind-individual = Karrieresamtale
kind-documents = CV og søknad
kind-follow_up = Oppfølging
place-video = Video
place-room = Oppmøte
hours-kind = Type
hours-urgent = Hold av
hours-urgent-hint = Tider som holdes av, vises bare for samtaler som haster, til det er et døgn igjen.
hours-preview = Forhåndsvis
hours-offered = Timer de neste 14 dagene
hours-not-saved = Dette er en forhåndsvisning. Tidene er ikke lagret.
hours-offers-nothing = Tidene gir ingen timer.
hours-pages = Tider og vilkår
exceptions-title = Unntak
exceptions-lead = Dager da de ukentlige tidene ikke gjelder. Avtaler som er gjort, står ved lag.
exceptions-none = Du har ingen unntak framover.
exceptions-closed = stengt
exceptions-opened = åpent
exceptions-remove = Fjern
exceptions-close = Steng dager
exceptions-open = Åpne en dag
exceptions-first = Første dag
exceptions-last = Siste dag
exceptions-day = Dag
exceptions-whole-days = Uten klokkeslett blir hele dagene stengt.
terms-title = Vilkår
terms-lead = Hvordan og for hvem du har timer. Avtaler som er gjort, står ved lag.
terms-notice_hours = Må bestilles minst så mange klokketimer i forveien
terms-horizon_days = Kan bestilles så mange dager fram
terms-daily_cap = Høyst så mange samtaler om dagen
terms-weekly_cap = Høyst så mange samtaler i uken
terms-buffer_before = Minutter fri før hver samtale
terms-buffer_after = Minutter fri etter hver samtale
terms-address = Rom, eller lenke til videomøtet
terms-institution = Institusjon
terms-faculty = Fakultet
terms-topics = Emner
terms-written_forms = Språk
terms-none-is-all = Velger du ingen, gjelder alle.
terms-feed = Adresse til kalenderen din (iCal)
terms-feed-hint = Da tilbyr vi ingen timer når du er opptatt. Vi leser bare når du er opptatt, ikke med hva. Så lenge kalenderen ikke kan leses, tilbyr vi ingen timer.
terms-feed-read = Sist lest { $day } kl. { $hour }.
terms-feed-waiting = Kalenderen er ikke lest ennå.
feed-address = Adressen til kalenderen kan ikke brukes.
feed-unreachable = Kalenderen svarte ikke.
feed-too_large = Kalenderen er for stor.
feed-too_slow = Det tok for lang tid å lese kalenderen.
feed-not_a_calendar = Adressen førte ikke til en kalender.
feed-too_many_events = Kalenderen har for mange hendelser.
mail-feed-subject = Veivalg kan ikke lese kalenderen din
mail-feed-body =
    Hei, { $name }

    { $reason } Vi vet derfor ikke når du er opptatt. Hvis vi ikke får lest kalenderen i løpet av en time, tilbyr vi ingen nye timer hos deg før vi får lest den igjen. Avtaler som er gjort, står ved lag.

    Sjekk adressen her: { $link }

## The researcher's own time, and the days to choose among
own-time = { $time } din tid
own-time-place = { $time } din tid ({ $place })
own-time-aside = ({ $time } din tid, { $place })
own-time-lead = Din egen tid ({ $place }) står i tillegg.
booking-zone = Vis også tidene i
booking-zone-device = Tidssonen som enheten min bruker
picker-label = Velg en dag
picker-earlier = Forrige måned: { $month }
picker-later = Neste måned: { $month }
picker-day = { $day }, { $count ->
    [0] ingen ledige timer
    [one] { $count } ledig time
   *[other] { $count } ledige timer
 }
picker-free = { $count ->
    [one] { $count } ledig
   *[other] { $count } ledige
 }
picker-none = Ingen ledige timer denne dagen.
picker-keys = Med piltastene går du fra dag til dag, og med Page Up og Page Down fra måned til måned.
error-unknown_zone = Vi kjenner ikke denne tidssonen. Velg en annen, eller gå videre uten, så ser du norsk tid.
## What is shared for an appointment, and lines to the counsellor

booking-brief-reasons = Det maskinen har merket seg
booking-strike = Ta bort haken ved det veilederen ikke skal se.
booking-strike-topics = Velger du bare emnene, deles ikke noe annet enn emnene du har haket av.
appointment-shared = Dette ser veilederen
appointment-shared-nothing = Ingenting fra samtalen med maskinen er delt.
appointment-share-change = Endre hva som deles
appointment-share-lead = Her er det som er delt, og det du ellers kan dele fra samtalen med maskinen. Bare linjer med hake blir delt.
appointment-share-lead-cut = Her er det som er delt. Du kan fjerne linjer, men ikke dele mer.
appointment-share-nothing = Det er ikke noe å dele.
appointment-share-save = Lagre
appointment-share-back = Tilbake til timen
appointment-done-shared = Endringen er lagret. Under ser du hva veilederen ser nå.
appointment-cut = Koble timen fra samtalen
appointment-cut-means = Timen består, og veilederen ser fortsatt det du har delt, til du endrer det. Men timen vises ikke lenger i samtalen med maskinen, og kan ikke endres derfra. Sletter du samtalen senere, blir det som er delt, stående. Dette kan ikke angres.
appointment-cut-link = Etterpå kan timen bare åpnes med en hemmelig lenke. Vi sender den til { $email }.
appointment-cut-yes = Ja, koble fra
appointment-done-cut = Timen er koblet fra samtalen. Nå kan den bare åpnes med den hemmelige lenken.
appointment-lines = Skriv til veilederen
appointment-line = Det du vil si før timen
appointment-line-hint = Høyst { $max_chars } tegn. { $counsellor } kan lese det sammen med timen, men svarer ikke her.
appointment-line-send = Send
appointment-line-too-long = Dette er for langt. Det er plass til { $max_chars } tegn.
appointment-done-written = Det du skrev, er sendt til veilederen.
error-too_many_lines = Du har skrevet { $number } ganger før denne timen, og det er ikke plass til flere. Ta gjerne resten i timen.
lines-title = Skrevet til deg
danger-in-line =
    Det du skriver, er alvorlig, og det er bra at du skriver det. Du skal ikke måtte bære dette alene.

    {"**"}Er det fare for liv, ring 113 nå.** Er noen i ferd med å bli skadet av andre, ring politiet på 112.

    En maskin har merket seg det du skrev, og kan ikke vurdere hvordan du har det. Veilederne leser i arbeidstiden, kanskje ikke nå, så ikke vent på dem hvis det haster.
mail-unlinked-subject = Lenke til timen din { $day } kl. { $start }
mail-unlinked-body =
    Hei, { $name }

    Timen med { $counsellor } { $day } kl. { $start } er koblet fra samtalen din i Veivalg. Nå kan den bare åpnes med en lenke. Her er den: { $link }

    Den som har lenken, kan endre timen, så del den ikke med andre.

    Hilsen Veivalg
mail-line-subject = Noe nytt før timen { $day } kl. { $start }
mail-line-body =
    Den du har time med { $day } kl. { $start }, har skrevet noe til deg.

    Les det i kalenderen din: { $link }
mail-line-urgent-body =
    Noe som er skrevet til deg før timen { $day } kl. { $start }, kan handle om fare for liv. Navn og e-postadresse finner du ved timen.

    Les det i kalenderen din nå: { $link }
mail-line-call-body =
    Noe som er skrevet til { $counsellor } før en time, kan handle om fare for liv. Bare { $counsellor } kan lese det.

    Ta kontakt, og forsikre deg om at det blir lest nå.

## After the session
error-session_not_begun = Timen har ikke begynt. Hva det ble av den, kan noteres når den har begynt.
error-notes_erased = Det er så lenge siden timen at notater om den er slettet. Nye kan ikke lagres.
error-already_answered = Det er allerede svart på spørsmålet med denne lenken. Takk for svaret.
error-survey_expired = Lenken gjelder ikke lenger. Det gikk an å svare på spørsmålet i { $number } dager.
mail-after-subject = Samtalen { $day } kl. { $start }
mail-after-hello = Hei, { $name }
mail-after-bye = Hilsen Veivalg
mail-after-thanks = Takk for samtalen med { $counsellor } { $day }.
mail-after-question =
    Vi har ett spørsmål til deg: Fikk du hjelp av samtalen? Svar her: { $link }

    Svaret er anonymt, og verken veilederen eller andre får vite hva du svarte. Lenken virker i { $days } dager, og bare én gang.
mail-after-follow-up =
    { $counsellor } foreslår en oppfølging. Velg en tid som passer deg: { $link }

    Passer ingen av tidene der, finner du alle ledige tider her: { $others }
mail-after-missed = Samtalen med { $counsellor } { $day } kl. { $start } ble ikke noe av. Slikt skjer, og du trenger verken å forklare eller beklage noe.
mail-after-missed-again = Du er velkommen til å bestille en ny time når det passer deg: { $link }
mail-after-not-missed = Vi skrev til deg at samtalen ikke ble noe av. Det var en feil fra vår side, og den beklager vi.
mail-after-not-held = Vi takket deg for samtalen og stilte et spørsmål om den. Det var en feil fra vår side. Du kan se bort fra den e-posten.
session-title = Timen
session-saved = Endringene er lagret.
session-outcome = Hva ble det av timen?
session-outcome-hint = Velger du ett av svarene, får forskeren en e-post når du lagrer: takk og ett anonymt spørsmål, eller at det er i orden å bestille på nytt. Du kan rette det senere; da går det en ny e-post som trekker den forrige tilbake.
session-outcome-later = Dette noterer du når timen har begynt.
session-outcome-held = Vi møttes
session-outcome-follow_up = Vi møttes, og en oppfølging er ønsket
session-outcome-no_show = Forskeren kom ikke
session-outcome-unknown = Velg ett av svarene.
session-notes = Private notater
session-note-hint = Ingen andre enn du kan lese det, heller ikke administratorer. Høyst { $max_chars } tegn. Det slettes { $days } dager etter timen, eller når timen flyttes til en annen karriereveileder.
session-note-too-long = Dette er for langt: { $chars } tegn. Det er plass til { $max_chars }. Ingenting er lagret ennå.
session-save = Lagre
session-cancelled = Timen er avlyst.
session-forgotten = Det er så lenge siden timen at navn, e-postadresse, det som ble delt, og notater er slettet.
session-back = Til kalenderen
session-unrecorded = Hva ble det av disse timene?
survey-title = Ett spørsmål etter samtalen
survey-question = Fikk du hjelp av samtalen?
survey-lead = Svaret er anonymt. Vi teller bare hvor mange som svarer hva hver måned, og lagrer ikke hvem som svarte eller hvilken samtale det gjelder.
survey-helped-much = Ja, mye
survey-helped-some = Ja, en del
survey-helped-little = Litt
survey-helped-not = Nei
survey-choose = Velg ett av svarene.
survey-send = Send svaret
survey-thanks = Takk for svaret
survey-thanks-text = Svaret er talt med. Vil du snakke mer, kan du skrive i samtalen eller bestille en ny time.
admin-survey = Svar fra forskere
admin-survey-lead = Etter en time får forskeren ett spørsmål på e-post: «Fikk du hjelp av samtalen?» Her står hvor mange som har svart hva. Mer lagres ikke.
admin-survey-answer = Svar
admin-survey-number = Antall svar
admin-survey-too-few = Det er for få svar til å vise dem, for de kunne spores til enkeltpersoner. De vises når det er minst { $number }.
## The counsellor's week

calendar-coming = Kommende samtaler
week-title = Uke { $number }: { $first } – { $last }
week-others = Uker
week-earlier = Uken før
week-now = Denne uken
week-later = Uken etter
week-today = i dag
week-nothing = Ingenting.
week-whole-day = Hele dagen
week-free = ledig
week-held-back = ledig, holdes av for det som haster
week-closed = stengt
week-busy = opptatt i din egen kalender
subscription-title = Abonner på kalenderen
subscription-lead = Med en hemmelig adresse kan ditt eget kalenderprogram vise samtalene dine. Der står bare når de er, ikke med hvem eller om hva.
subscription-none = Du har ingen adresse.
subscription-since = Du har en adresse, laget { $day } kl. { $hour }. Den kan ikke vises igjen. Lager du en ny, slutter den gamle å virke med en gang.
subscription-made = Adressen er laget.
subscription-address = Adressen din
subscription-once = Den vises bare nå. Kopier den, og legg den til som abonnement i kalenderprogrammet ditt.
subscription-secret = Den som har adressen, kan se når du har samtaler. Ikke del den, og stopp den hvis andre kan ha fått den.
subscription-make = Lag en adresse
subscription-renew = Lag en ny adresse
subscription-stop = Stopp adressen
subscription-stopped = Adressen virker ikke lenger.
subscription-back = Tilbake til kalenderen

## Out of office

error-absence_changed = Samtalene har endret seg siden du så dem. Ingenting er gjort. Se over, og bekreft på nytt.
mail-away-subject = Avlyst samtale: { $day } kl. { $start }. Velg en ny tid
mail-away-body =
    Hei, { $name }

    Vi beklager: { $counsellor } kan ikke møte deg { $day } kl. { $start }{ $own } likevel, så samtalen er avlyst. Du kan flytte den til en ny tid.

    { $times }

    Velg en annen tid: { $move }
    Trenger du ingen ny tid, kan du si fra her: { $link }

    Lenkene virker til { $until }. Den som har dem, kan endre timen, så del dem ikke med andre.

    Hilsen Veivalg
mail-away-times =
    Passer en av disse? Timen er din når du har bekreftet den på siden som åpnes. Andre kan komme deg i forkjøpet.

    { $times }
mail-away-time = { $day } kl. { $start }–{ $end }{ $own } hos { $counsellor }: { $link }
mail-away-no-times = Akkurat nå er ingen tider ledige. Se gjerne etter igjen om noen dager.
away-title = Fravær
away-lead = Steng dager du skal være borte. Har du samtaler da, blir de avlyst, og de som skulle hatt dem, får tilbud om nye tider.
away-preview = Se hva det fører til
away-free = { $count ->
    [0] Ingen ledige timer forsvinner.
    [one] { $count } ledig time forsvinner.
   *[other] { $count } ledige timer forsvinner.
 }
away-sessions = { $count ->
    [0] Du har ingen samtaler da
    [one] { $count } samtale blir avlyst
   *[other] { $count } samtaler blir avlyst
 }
away-means = Hver av dem får en e-post der vi beklager og tilbyr inntil tre nye tider, hos deg hvis du har noen de neste to ukene. Timen er avlyst i begge kalendere til den er flyttet.
away-not-yet = Ingenting er gjort ennå.
away-confirm = Steng
away-confirm-offer = Steng og tilby nye tider
away-change = Endre dagene
away-done = { $count ->
    [0] Dagene er stengt. Du hadde ingen samtaler da.
    [one] Dagene er stengt, og { $count } har fått tilbud om nye tider.
   *[other] Dagene er stengt, og { $count } har fått tilbud om nye tider.
 }
exceptions-inside = { $count ->
    [one] Du har fortsatt { $count } samtale da.
   *[other] Du har fortsatt { $count } samtaler da.
 }
exceptions-offer = Avlys og tilby nye tider
exceptions-away = Samtaler som er avtalt, blir stående. Skal du være borte, bruk heller siden
new-time-title = Ny tid for timen
new-time-instead = Tiden du hadde, { $day } kl. { $start }–{ $end } hos { $counsellor }, er avlyst.
new-time-moved-from = Timen din er nå { $day } kl. { $start }–{ $end } hos { $counsellor }.
new-time-not-yet = Timen er ikke flyttet før du trykker på «Flytt til denne tiden».
displaced-text = { $counsellor } kan ikke møte deg likevel. Vi beklager. Velg en ny tid, så gjelder timen igjen. Det kan du gjøre til { $until }.
displaced-choose = Velg en ny tid
displaced-move-lead = Timen er avlyst. Velg en ny tid, så gjelder den igjen.
displaced-decline = Jeg trenger ingen ny tid
displaced-decline-question = Da kan timen ikke flyttes lenger. Du kan alltid bestille en ny.
displaced-decline-yes = Ja, la den være avlyst
## The waiting list

booking-wait = { $days ->
    [0] Det er i dag.
    [1] Det er i morgen.
   *[other] Det er om { $days } dager.
}
booking-waiting-far = Er det lenge å vente?
booking-waiting-list = Sett deg på ventelisten
button-waiting-list = Sett deg på ventelisten
waiting-title = Venteliste
waiting-lead = Når en time som passer, blir ledig, holder vi den av for deg og sender deg en e-post. Du har tre timer på å svare. Kommer tilbudet mellom klokken 21 og 8 norsk tid, har du til klokken 10 om morgenen. Er det kort tid til timen, kan fristen være kortere.
waiting-estimate = { $days ->
    [one] Minst halvparten av dem som har fått sitt første tilbud de siste tolv ukene, fikk det innen én dag.
   *[other] Minst halvparten av dem som har fått sitt første tilbud de siste tolv ukene, fikk det innen { $days } dager.
}
waiting-for = Det du venter på
waiting-for-any = En time hos hvem som helst av veilederne.
waiting-for-counsellor = Hos { $counsellor }
waiting-for-institution = Veileder for { $institution }
waiting-for-not = Ikke hos { $name }
waiting-for-not-faculty = Ikke hos noen fra { $name }
waiting-for-change = Velg noe annet
waiting-email-hint = Hit sender vi tilbud om time.
waiting-privacy = Vi lagrer navnet og e-postadressen din så lenge du venter, og { $days } dager etter. Ingenting fra samtalen med maskinen blir delt.
waiting-join = Sett meg på ventelisten
waiting-yours = Plassen din på ventelisten
waiting-sent = Se i innboksen din
waiting-sent-text = Vi har sendt en e-post til { $email }. Lenken i den viser plassen din på ventelisten.
waiting-sent-missing = Kom den ikke? Se i søppelposten, og se om adressen er riktig.
waiting-sent-again = Skriv adressen på nytt
waiting-number = Du er nummer { $number } i køen.
waiting-number-means = Passer en time for flere, får den som står først, tilbudet først. Samtaler som haster, går foran.
waiting-since = Du har ventet siden { $day }.
waiting-open-offer = Vi holder av en time for deg nå. Svar med lenken i e-posten, senest { $day } kl. { $until }.
waiting-leave = Gå ut av køen
waiting-leave-question = Vil du gå ut av køen? Plassen din går til den neste.
waiting-leave-yes = Ja, ta meg av ventelisten
waiting-is-booked = Du har tatt en time du fikk tilbud om, og venter ikke lenger. Lenken til timen står i bekreftelsen vi sendte deg.
waiting-is-left = Du har gått ut av køen. Du kan sette deg på ventelisten igjen når du vil.
waiting-is-lapsed = Du står ikke lenger på ventelisten. Du kan sette deg på listen igjen når du vil.
waiting-unanswered = Tre ganger på rad har vi holdt av en time for deg uten å høre fra deg, så vi tror at du har funnet en annen vei.
waiting-long = Du har ventet i tolv uker, og vi vil ikke lagre navnet og e-postadressen din uten å vite at du fortsatt vil ha en time.
offer-title = Vi har holdt av en time for deg
offer-time = Timen du får tilbud om
offer-until = Timen er holdt av for deg til { $day } kl. { $until }. Svarer du ikke innen da, går den videre til den neste i køen.
offer-for = Timen bestilles for { $name }, { $email }.
offer-take = Ta timen
offer-no = Passer det ikke?
offer-no-hint = Sier du nei takk, beholder du plassen i køen og får tilbud om den neste timen som passer.
offer-decline = Nei takk
offer-decline-leave = Nei takk, og ta meg av ventelisten
offer-declined = Takk for svaret
offer-declined-text = Timen går til den neste. Du beholder plassen i køen, og hører fra oss når en annen time passer.
error-offer_answered = Du har allerede svart på dette tilbudet. Tok du timen, står lenken til den i bekreftelsen vi sendte deg.
error-offer_lapsed = Tilbudet gjelder ikke lenger. Står du fortsatt på ventelisten, får du et nytt når en time passer.
mail-waiting-subject = Du står på ventelisten
mail-waiting-body =
    Hei, { $name }

    Du står på ventelisten for en samtale. Når en time som passer, blir ledig, holder vi den av for deg og skriver til deg.

    Se plassen din, eller gå ut av køen: { $link }
    Den som har lenken, kan ta deg av listen, så del den ikke med andre.

    Hilsen Veivalg
mail-waiting-again-subject = Du står allerede på ventelisten
mail-waiting-again-body =
    Hei

    Noen, kanskje du selv, har bedt om en plass på ventelisten med denne adressen. Du står på listen allerede, så vi har ikke lagt til noe.

    Vil du se plassen din, eller gå ut av køen, finner du lenken i e-posten vi sendte da du kom på listen. Du kan også gå ut av køen når du får tilbud om en time. En adresse kan vente på inntil { $places } ulike ting.

    Var det ikke deg, trenger du ikke gjøre noe. Den som spurte, har ikke fått vite at du står på listen.

    Hilsen Veivalg
mail-offer-subject = Ledig time: samtale { $day } kl. { $start }
mail-offer-body =
    Hei, { $name }

    En time er blitt ledig: samtale med { $counsellor } { $day } kl. { $start }–{ $end }{ $own }.
    Vi holder den av for deg til { $until_day } kl. { $until }{ $until_own }. Etter det går den til den neste i køen.

    Ta timen, eller si nei takk: { $link }
    Den som har lenken, kan svare for deg, så del den ikke med andre.

    Hilsen Veivalg
mail-waiting-ended-subject = Du står ikke lenger på ventelisten
mail-waiting-ended-body =
    Hei, { $name }

    Du står ikke lenger på ventelisten for en samtale. { $reason }

    Vil du fortsatt ha en time, er du velkommen tilbake. Se ledige timer, eller sett deg på listen igjen: { $link }

    Hilsen Veivalg
