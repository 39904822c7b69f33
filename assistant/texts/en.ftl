### English. The same ids stand in nb.ftl and nn.ftl; tests/test_texts.py checks it.

## Names
app-name = Veivalg
form-nb = Bokmål
form-nn = Nynorsk
form-en = English
form-choice = Language
form-which = In which language would you like me to answer?
form-which-2 = Please choose with one of the buttons: Bokmål, Nynorsk or English.
topic-career_paths = Career paths
topic-job_search = Job searching
topic-uncertainty = Doubt and uncertainty
topic-family_planning = Children and family
topic-rights_and_rules = Rights and rules
topic-funding_and_mobility = Funding and mobility
topic-skills_and_planning = Skills and planning
topic-support_services = Where to get support
kind-information = Information
kind-learning = Exercise
kind-guidance = Guidance
role-counsellor = Career counsellor
role-admin = Administrator
skip-to-content = Skip to content
nav-chat = Ask a question
nav-articles = Articles
nav-booking = Book a session
nav-privacy = Privacy
nav-accessibility = Accessibility
nav-quality = Measured quality
nav-sign-in = Staff sign-in
nav-main = Main menu
footer-about = Veivalg is a service for early-career researchers. The answers come from articles with named sources.

## Chat
chat-title = Career guidance for early-career researchers
chat-lead = Ask about career paths, job searching, doubt and uncertainty, or having children while you hold your post.
disclosure =
    Hello! I am a machine, not a human being. I find answers in articles written and checked by people, and I never make anything up.
    Nobody reads what you write, unless you ask for a career counsellor or something suggests that a life is in danger. The conversation is deleted { $days } days after the last message. You do not need to give your name.
chat-topics = What would you like to talk about?
chat-examples = Others have asked
starter-career_paths = What can I work with outside academia after my PhD?
starter-job_search = How do I write a CV for jobs in industry?
starter-uncertainty = How long is my notice period as a PhD candidate?
starter-family_planning = Will my contract be extended if I take parental leave?
chat-log = The conversation
chat-composer = Write your question
chat-hint = Enter sends, Shift + Enter starts a new line.
chat-send = Send
chat-you = You
chat-assistant = Veivalg (machine)
chat-counsellor = Career counsellor
chat-system = Notice
chat-thinking = Looking through the articles …
chat-offline = You are offline. Your message is saved here and will be sent when the connection is back.
chat-failed = Your message did not get through. It is still here, so you can try again.
chat-retry = Try again
chat-talk = Talk to a counsellor
chat-menu = More
chat-download = Download the conversation
chat-erase = Delete the conversation
chat-erase-question = Do you want to delete the whole conversation? This cannot be undone. A session you have booked will stand.
chat-erase-yes = Yes, delete
chat-erase-no = No, keep it
chat-erased = The conversation has been deleted.
chat-erased-receipt = This was deleted
chat-new = New conversation
chat-leave = Leave the page quickly
chat-waiting = A career counsellor is being told. They answer during working hours, so it may take a little while. In the meantime you can go on asking the machine.
chat-person-here = A career counsellor is here. The machine is silent.
chat-numbers = Numbers to call
chat-characters-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
 }
chat-new-message = New message
store-messages = Messages
store-crisis_alerts = Alerts
store-appointment_briefs = Summaries held by the counsellor
store-dialogue_state = The machine’s short-term memory
reply-checked = Checked on { $date }
reply-source = { $count ->
    [one] Source
   *[other] Sources
 }
reply-read-all = Read the whole article
reply-also = See also
reply-narrowed = Chosen because you wrote: { $told }. If that has changed, just write it.
reply-helped = Did this help?
reply-helped-yes = Yes
reply-helped-no = No
reply-helped-thanks = Thank you for your answer.
reply-as-of = as of { $date }
button-talk = Talk to a counsellor
button-see-times = See available times
button-did-you-mean = Did you mean “{ $title }”?
button-all-times = See all times
button-download = Download the conversation
button-erase = Delete the conversation
button-articles = Browse the articles
say-book = I would like to book a session

## Replies
answer-unknown = I have no answer to that. I only answer with content that has been checked, so I do not guess. Try putting it in other words, or talk to a career counsellor.
answer-unknown-near = I have no certain answer to that. Perhaps you meant one of these? You can also put it in other words, or talk to a career counsellor.
answer-lapsed = Your question is about “{ $title }”. I have an article on that, but it was valid until { $until } and has to be checked again before I can answer from it. The article is based on { $count ->
    [one] this source
   *[other] these sources
 }:
answer-lapsed-person = See there what applies now, or talk to a career counsellor, who can help you further.
answer-clarify = I am not quite sure what you mean. Perhaps it is this, or one of the choices below?
answer-out-of-scope = That is outside what I can help with. I answer questions about careers for researchers: career paths, job searching, doubts about the job, and children and family.
answer-rephrase = I still do not quite understand. Could you put it in other words, one thing at a time? It helps to say what position you have and what you want to know.
answer-person-instead = I am sorry, I cannot answer this. A career counsellor understands more than I do and is glad to help. You can also look through the articles yourself.
answer-person-instead-2 = I am afraid this is as far as I get. A career counsellor can take you further, and it costs nothing to ask.
said-again = The same as last time, as I found nothing better. If it does not answer your question, try other words.
assistant-silent = Sorry, I cannot answer just now. Your message has been kept, and the answer will appear here as soon as I am running again. You can also talk to a career counsellor or book a session.
handoff-requested = I have told the career counsellors. They will read the conversation and answer here during working hours, usually the next working day. You can close the page and come back later. If you would like a fixed time, you can book a session.
handoff-requested-2 = The career counsellors have your request, and you are in the queue. They answer here, usually on the next working day.
handoff-with-person = A career counsellor is already in the conversation.
counsellor-came = { $name }, career counsellor, has joined the conversation. The machine is silent.
counsellor-left = { $name } has ended their part of the conversation. The machine is answering again.
booking-offer = Here are the next available times for an individual session with a career counsellor. The session is free of charge.
booking-offer-2 = Choose one of these times, or see all of them. The session is free, and you can move or cancel it afterwards.
booking-none = There are no available times just now. Ask for a counsellor, and they will get in touch here in the conversation.
booking-none-2 = I am sorry, there are still no available times. If you ask for a counsellor, they will get in touch here.
booking-yours = You have a session on { $day } at { $start } with { $counsellor }.
booking-yours-cancelled = { $counsellor } had to cancel the session you had on { $day } at { $start }. Choose a new time, and the session is on again.
booking-nothing-to-change = I cannot find any session booked from this conversation. The link for moving or cancelling is in the email you received when you booked.
booking-nothing-to-change-2 = I still see no session from this conversation. Look for the email you got when you booked: its link leads to the session.
booking-offer-wished = These times are free then. The session is free of charge, and you can move or cancel it afterwards.
booking-offer-wished-2 = This is what is free then. Press the time that suits you.
booking-not-then = No times are free then. These are the nearest.
booking-not-then-2 = Nothing is free then either. These are the nearest.
booking-past = That time has passed. Here are the next available times.
booking-past-2 = That has passed as well. These are the next available times.
booking-which-time = That could mean more than one time. Which do you mean?
booking-which-time-2 = I am still not sure when. Choose here, or write the date.
booking-move-when = When would suit you better? Choose a time, or write when, for example “Thursday after 14:00”.
booking-move-when-2 = Choose one of these times, or write a day that suits you.
booking-move-sure = Shall I move your session from { $day } at { $start } to { $new_day } at { $new_start }?
booking-moved-now = Your session has been moved to { $day } at { $start } with { $counsellor }. Both you and the counsellor will get an email about it.
booking-cancel-sure = Do you want to cancel your session on { $day } at { $start } with { $counsellor }?
booking-cancelled-now = Your session on { $day } at { $start } with { $counsellor } has been cancelled. Both you and the counsellor will get an email about it. If you would like a new one, just say so.
booking-kept = All right. Your session on { $day } at { $start } stays as it is.
booking-several = You have more than one session. Open the one you want to change.
booking-several-2 = There is more than one session to choose from. Press the one you mean.
booking-open = Open the session on { $day } at { $start }
booking-open-one = Open the session
button-move-yes = Yes, move it
button-cancel-yes = Yes, cancel it
button-keep = No, keep it
button-move-instead = Move it instead
say-move = I want to move my session
say-move-to = Move the session to { $day } at { $start }
say-yes = Yes
say-no = No
time-between = between { $first } and { $last }
time-after = after { $time }
smalltalk-greet = Hello! What would you like to know? You can ask about career paths, job searching, doubts about the job, or children and family.
smalltalk-greet-2 = Hello again! Ask me about career paths, job searching, doubts about the job, or children and family.
smalltalk-greet-3 = Good to hear from you! What is on your mind?
smalltalk-thank = You are welcome! Is there anything else you would like to know?
smalltalk-thank-2 = I am glad I could help. Just ask if anything else comes up.
smalltalk-thank-3 = My pleasure! I am here if you think of something later, too.
smalltalk-goodbye = Take care! The conversation will be here if you want to come back.
smalltalk-goodbye-2 = Good luck! You can return to the conversation whenever you like.
smalltalk-goodbye-3 = Have a good day! You are always welcome back.
smalltalk-ask_capabilities = I answer questions about careers for PhD candidates, postdocs and researchers on temporary contracts: career paths, job searching, doubts about the job, and children and family. The answers are taken from articles with sources. Anything that is about your own choice you can discuss with a career counsellor, and I can book a session for you.
smalltalk-ask_capabilities-2 = You can ask, for example, about notice periods, parental leave, your CV, or what to work with after a PhD. I find the answer in articles with sources, and a career counsellor can help with what is about you.
smalltalk-ask_bot = I am a machine. I search articles that people have written and checked, and pass on what they say. I do not understand your situation the way a human being does. The career counsellors do, and you can ask to talk to one of them at any time.
smalltalk-ask_bot-2 = No, there is no human being here. I am a program that looks things up in checked articles. If you would rather talk to a person, the career counsellors are here for you.
smalltalk-ask_privacy = Nobody reads the conversation, unless you ask for a career counsellor or something suggests that a life is in danger. Then the career counsellors can read it. Your manager and your supervisor do not see it. The conversation is deleted { $days } days after the last message. You can download it or delete it whenever you like.
smalltalk-ask_privacy-2 = The conversation is yours: only you see it, unless you ask for a career counsellor or something suggests that a life is in danger. It is deleted { $days } days after the last message, or whenever you wish.
smalltalk-erase_data = You can delete the whole conversation now. Choose “Delete the conversation” in the menu at the top, or use the button here.
smalltalk-erase_data-2 = It is still up to you: press the button here, and the whole conversation is deleted as soon as you have confirmed.
smalltalk-change_language = Then I answer in English. You can switch at the top of the page whenever you like.
smalltalk-change_language-2 = English is chosen, so I will go on in English. You can switch at the top of the page whenever you like.
smalltalk-affirm = Good! What would you like to know more about?
smalltalk-affirm-2 = Great! What can I help you with next?
smalltalk-affirm-3 = Lovely! Tell me what you want to know, and I will look it up.
smalltalk-hesitate = Take your time. Was anything unclear? Ask about it in your own words, and I will look again.
smalltalk-hesitate-2 = No hurry. A few words are enough: what is your position, and what would you like to know?
smalltalk-deny = All right. What would you like to know about instead? Try putting it in other words.
smalltalk-deny-2 = That is fine. Tell me in your own words what you are looking for.
smalltalk-deny-3 = No problem. I am here if you think of something else.

## Errors
error-invalid_input = The field “{ $field }” is missing or has a value that cannot be used.
error-malformed_request = The request could not be read. It must be valid JSON in the form the interface requires.
error-empty_message = Write something before you send.
error-message_too_long = The message is too long. It can have at most { $max_chars } characters. You could split it in two.
error-not_found = This does not exist, or you do not have access to it.
error-message_unknown = There is no message { $number }. Its conversation may have been deleted.
error-no_receipt = The articles were not searched for message { $number }, so it has no answer receipt. Small talk, bookings and what a counsellor writes have none.
error-not_signed_in = You must sign in first.
error-wrong_credentials = The email address or the password is wrong.
error-too_many_attempts = Too many failed attempts. Try again in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
 }.
error-too_many_requests = Too many requests came in a short time. Wait a little and try again.
error-not_allowed = Your role does not give access to this.
error-stale_form = The form is too old. Reload the page and try again.
error-weak_password = The password must have at least { $min_chars } characters.
error-already_registered = There is already an account with the address { $email }.
error-last_admin = There must be at least one administrator left.
error-already_claimed = Another counsellor has already taken over the conversation.
error-not_holder = Only the counsellor who holds the conversation can do this. Take it over first.
error-slot_taken = Someone else has just taken that time. Choose another.
error-slot_held = Someone else is filling in the form for this time right now. Choose another time, or try again in five minutes.
error-slot_beyond_horizon = This time is further ahead than sessions can be booked. Choose an earlier one.
error-slot_past = That time is too close or has passed. Choose a later one.
error-slot_unknown = That time is not on offer. Choose one from the list.
error-link_expired = The link is no longer valid, as the session is over. You are welcome to book a new one.
error-appointment_over = The session has been cancelled or has begun, and cannot be changed.
error-broken_availability = The times do not fit together: the end must come after the start, whole quarters of an hour, room for at least one session, and no overlap on the same day.
error-article_broken = The article cannot be saved or published: { $problem }.
error-edit_conflict = Someone else has saved version { $number } in the meantime. Nothing has been overwritten. Open the article again and make your change there.
error-assistant_silent = The machine is not answering just now.
error-figures_unusable = The figures cannot be shown now, because the file that holds them is missing or broken. Tell your institution, and we will put it right.
error-error = Something went wrong on our side. Try again in a little while.
error-title = That did not work

## Mails and calendar
calendar-title = Session
mail-booked-subject = Session on { $day } at { $start }
mail-booked-body =
    Hello { $name },

    You have booked a session with { $counsellor } on { $day }, { $start }–{ $end }{ $own }.
    { $where }

    See, move or cancel the session: { $link }
    Anyone who has the link can change the session, so do not share it with others.

    Kind regards, Veivalg
mail-booked-counsellor-body =
    New session: { $day }, { $start }–{ $end }, { $name }.

    See your calendar: { $link }
mail-reminder-subject = Reminder: session on { $day } at { $start }
mail-reminder-body =
    Hello { $name },

    This is a reminder of your session with { $counsellor } on { $day }, { $start }–{ $end }{ $own }.
    { $where }

    Does it no longer suit you? Move or cancel it here, so that someone else can have the time: { $link }

    Kind regards, Veivalg
where-room = You will meet here: { $address }
where-video = The session is by video: { $address }
where-room-untold = You will meet in person. The counsellor will tell you where.
where-video-untold = The session is by video. The counsellor will send you the link.
mail-moved-subject = Session moved: { $day } at { $start }
mail-moved-body =
    Hello { $name },

    Your session has been moved. The new time is { $day }, { $start }–{ $end }{ $own }, with { $counsellor }.
    { $where }

    See, move or cancel the session: { $link }

    Kind regards, Veivalg
mail-moved-counsellor-body =
    Session moved: { $day }, { $start }–{ $end }, { $name }.

    See your calendar: { $link }
mail-cancelled-subject = Session cancelled: { $day } at { $start }
mail-cancelled-body =
    Hello { $name },

    The session on { $day } at { $start }{ $own } has been cancelled. You are welcome to book a new one: { $link }

    Kind regards, Veivalg
mail-moved-away-body =
    The researcher has moved the session to another counsellor: { $day }, { $start }–{ $end }, { $name }. The time is free again.

    See your calendar: { $link }

mail-cancelled-counsellor-body =
    Cancelled: { $day }, { $start }–{ $end }, { $name }.

    See your calendar: { $link }

## Booking
booking-title = Book a session
booking-lead = An individual session with a career counsellor. It is free of charge, and about whatever you like.
booking-no-slots = There are no available times in the coming weeks. Ask for a counsellor in the conversation, and they will get in touch.
booking-free = { $count ->
    [one] { $count } available time
   *[other] { $count } available times
 }
booking-with = with { $counsellor }
booking-minutes = { $count } minutes
booking-chosen = The time you have chosen
booking-not-yet = The session is not booked until you press “Book”.
booking-name = Name
booking-email = Email address
booking-email-hint = We send the confirmation and a calendar invitation here.
booking-email-wrong = Write an email address, such as name@university.no. A phone number cannot be used, because we send the link by email.
booking-share = What may the counsellor see beforehand?
booking-share-brief = What I have written, and the topics
booking-share-topic = Only the topics
booking-share-nothing = Nothing
booking-brief = This is what the counsellor sees
booking-brief-words = Your own words
booking-brief-topics = Topics
booking-brief-articles = Articles you have been shown
booking-confirm = Book
booking-other-time = Choose another time
booking-done = Your session is booked
booking-done-text = You have a session on { $day }, { $start }–{ $end }, with { $counsellor }. We have sent a confirmation to { $email }.
booking-manage = Your session
booking-add-calendar = Add to calendar
booking-move = Move the session
booking-move-lead = Choose a new time. You keep the old one until the new one is confirmed.
booking-move-confirm = Move to this time
booking-cancel = Cancel the session
booking-cancel-question = Do you want to cancel the session?
booking-cancel-yes = Yes, cancel it
booking-cancelled = The session is cancelled
booking-moved = The session has been moved
booking-back-to-chat = Back to the conversation
booking-time-zone = All times are Norwegian time.

## Articles
articles-title = Articles
articles-lead = Everything the machine can answer, to read in peace and quiet.
articles-search = Search the articles
articles-search-button = Search
articles-found = { $count ->
    [0] No articles answer this
    [one] { $count } article
   *[other] { $count } articles
 }
article-answer = Short answer
article-applies-to = What this applies to
article-not-covered = What is not covered here
article-sources = Sources
article-verified = Checked on { $date }. Valid until { $until }.
article-next-steps = Who can help you further
article-related = Read also
article-questions = Others have asked
article-other-forms = Read in
step-counsellor = Career counsellor
step-union = Your trade union
step-hr = HR at your institution
step-nav = Nav
step-udi = UDI
step-doctor = Your GP
step-occupational_health = The occupational health service
step-helpline = Helpline
step-ombud = Ombud (the Equality and Anti-Discrimination Ombud)
step-safety_representative = The safety representative
step-supervisor = Your supervisor

## Privacy and accessibility
privacy-title = Privacy
privacy-body =
    You do not need to give a name, an email address or an account to use the chat.

    {"**"}What is stored.** What you write, and the answers you get. No IP address. Cookies are only used to keep the conversation open for you and to remember the language you chose, and when you book a session, to hold the time for you and to know which time zone you are in.

    {"**"}Who can read it.** Nobody, unless you ask for a career counsellor or something suggests that a life is in danger. Then the career counsellors at your institution can read the conversation. Your manager and your supervisor cannot read it.

    {"**"}For how long.** The conversation is deleted { $days } days after the last message. You can download it or delete it yourself at any time, from the menu in the conversation.

    {"**"}When you book a session,** we store your name, email address and time zone so that we can send the confirmation. You choose, line by line, what the counsellor may see beforehand, and can change it later. What you write to the counsellor before the session is stored with it. All of this is deleted { $days } days after the session.

    {"**"}After a session** the counsellor notes whether you met. The counsellor may also write private notes, which nobody else can see; they are deleted { $days } days after the session. You get one question by email, and your answer is counted without our storing who gave it.

    {"**"}While you are on the waiting list,** we store your name, email address, time zone and what kind of session you are waiting for. This is deleted { $days } days after you stop waiting.

    {"**"}Confidentiality.** The career counsellors have a duty of confidentiality. The duty to avert serious offences takes precedence.
accessibility-title = Accessibility
accessibility-body =
    Everyone should be able to use Veivalg. The pages are made to WCAG 2.2, level AA: they can be used with the keyboard alone, with a screen reader, on small screens and in dark mode.

    If you come across something that does not work for you, tell your institution, and we will put it right.

## Quality
quality-title = How well does Veivalg work?
quality-lead =
    This is how well Veivalg understood messages, noticed danger to life and found the right article when it was measured, in each language. The figures were written by the program that measures, and nobody has edited them.

    You do not need to read this to use Veivalg. It is written for researchers, career counsellors and universities who want to know what to expect.
quality-measured = When, and what was measured
quality-measured-on = Measured
quality-version-veivalg = Veivalg, version
quality-version-training = Training
quality-version-crisis_gate = Crisis alert, patterns and model
quality-version-encoder = The model that reads sentences
quality-running-same = The edition that answers on this site has learnt from the same as the edition that was measured.
quality-running-other = The edition that answers on this site has learnt from something else than the edition that was measured. The figures may therefore be a little different now.
quality-missed = What has not been reached
quality-missed-lead = Here Veivalg is not as good as we want it to be:
quality-missed-none = All goals that have been set are reached. Most figures have a requirement but no goal.
quality-behind-lead = The languages should be equally good. Here one language by itself does not keep what is required of all together:
quality-missed-one = { $column ->
    [nb] { $measure }, Bokmål
    [nn] { $measure }, Nynorsk
    [en] { $measure }, English
   *[all] { $measure }
}: { $figure }. The goal is { $target }.
quality-behind-one = { $measure }, { $column ->
    [nb] Bokmål
    [nn] Nynorsk
   *[en] English
}: { $figure }. The requirement for all together is { $target }.
quality-reading = How to read the figures
quality-reading-body =
    The figures are in per cent. 100% means that everything was right, but for mistakes and false alarms a low figure is best. Where a figure is about only some of the messages, the number of them is given in brackets.

    A {"**"}requirement** is what must be kept at the least. If a figure falls short of it, the tests stop and the figures are not published. A {"**"}goal** is where we want to be, even if we are not there yet.
quality-measure = What
quality-messages = Number of messages
quality-caption = In per cent, for each language and for all.
quality-form-nb = Bokmål
quality-form-nn = Nynorsk
quality-form-en = English
quality-form-all = All
quality-at_least = at least { $share }
quality-at_most = at most { $share }
quality-each-form = in each language { $target }
quality-limit = Requirement: { $target }.
quality-aim = Goal: { $target }.
quality-aim-reached = Reached.
quality-aim-missed = Not reached.
quality-asked = messages:
quality-not-measured = not measured
quality-limits = What the figures do not tell
quality-limits-body =
    - {"**"}No real conversations were measured.** All messages were written for the project, and none was taken from conversations with researchers. How well Veivalg answers real questions we shall only know when real questions have been measured, with consent.
    - {"**"}Whether the answer helped.** The figures tell whether the right article was found, not whether it helped, or whether the article is good enough.
    - {"**"}Small differences.** There are few messages behind some of the figures. Then a few percentage points between the languages may be chance.
    - {"**"}Whole conversations.** Each message was measured by itself. The figures say nothing about how it goes when a conversation becomes long.
    - {"**"}That the crisis alert is safe.** It misses some danger and is not an assessment of risk. It never replaces a human being, and you can ask for a counsellor on every page.
quality-programs = The same figures for programs:
quality-table-messages-written-blind = Does Veivalg understand what is written?
quality-table-messages-written-blind-about = Measured on messages by writers who had seen neither the program, nor the examples it has learnt from, nor the articles. Veivalg has not learnt from the messages. The threshold of the crisis alert was set, though, while the overall figure for false alarms was known.
quality-table-the-crisis-gate-written-blind = Does Veivalg notice danger to life?
quality-table-the-crisis-gate-written-blind-about = Measured on messages about danger to life and on messages that only look like it, by writers who had not seen what the crisis alert has learnt from. The threshold of the alert was lowered once while the overall figures were known, so they are probably a little too good. No clinician has reviewed the alert or the messages yet.
quality-table-questions-and-their-articles = Does Veivalg find the right article?
quality-table-questions-and-their-articles-about = Measured on questions that were written for the project, with the articles that answer them. Some have no article that answers, and there Veivalg should be silent. Veivalg has not learnt from the questions. For the oldest of them the developers have seen the figures along the way, so those are probably a little too good.
quality-measure-written-form-right = The language was recognised
quality-measure-written-form-right-about = Share where Veivalg saw whether it was written in Bokmål, Nynorsk or English.
quality-measure-first-topic-right = The main topic was right
quality-measure-first-topic-right-about = Share of those that ask about a topic where the most important topic was found first.
quality-measure-first-topic-macro-f1 = The main topic, each topic counting the same
quality-measure-first-topic-macro-f1-about = A combined figure (macro-F1) for hits and misses, in which rare topics count as much as common ones. 100% is without a mistake.
quality-measure-all-topics-micro-f1 = All topics of a message
quality-measure-all-topics-micro-f1-about = A combined figure (micro-F1) for whether all topics were found, and none that was not there. 100% is without a mistake.
quality-measure-a-topic-right = At least one topic was right
quality-measure-a-topic-right-about = Share of those that ask about a topic where at least one right topic was found.
quality-measure-service-intent-right = Requests about the service were understood
quality-measure-service-intent-right-about = Share of the messages about Veivalg itself that were understood, such as booking a session or asking for a human being.
quality-measure-out-of-scope-recall = What is out of scope was noticed
quality-measure-out-of-scope-recall-about = Share of the messages about quite other things where Veivalg saw that it cannot help.
quality-measure-out-of-scope-precision = What was taken to be out of scope was so
quality-measure-out-of-scope-precision-about = Share of the messages that Veivalg took to be out of scope where that was right.
quality-measure-needs-a-person-recall = The need for a human being was noticed
quality-measure-needs-a-person-recall-about = Share of the messages about one's own choice or situation where a counsellor was offered.
quality-measure-needs-a-person-precision = Offers of a human being were needed
quality-measure-needs-a-person-precision-about = Share of the offers of a counsellor that were needed. When in doubt, Veivalg rather offers once too often.
quality-measure-needs-a-person-found = The need for a human being was noticed
quality-measure-needs-a-person-found-about = Share of the questions that need a human being where a counsellor was offered.
quality-measure-needs-no-person-left-alone = No counsellor where none was needed
quality-measure-needs-no-person-left-alone-about = Share of the other questions where Veivalg answered without offering a counsellor.
quality-measure-entities-micro-f1 = Details in the message were found
quality-measure-entities-micro-f1-about = A combined figure (micro-F1) for details such as position, field, place and time. 100% is without a mistake.
quality-measure-crisis-gate-opened-at-an-everyday-message = False alarms at everyday messages
quality-measure-crisis-gate-opened-at-an-everyday-message-about = Share of everyday messages that got the crisis reply without reason. Low is best.
quality-measure-sensitivity = Danger was noticed
quality-measure-sensitivity-about = Share of the messages about danger to life that got the crisis reply.
quality-measure-false-alarms = False alarms at messages that look alike
quality-measure-false-alarms-about = Share of the messages that only look alike which got the crisis reply without reason. Low is best.
quality-measure-right-article-first = The right article came first
quality-measure-right-article-first-about = Share of the questions that an article answers where it came on top.
quality-measure-right-article-within-three = The right article was among the first three
quality-measure-right-article-within-three-about = Share of the questions that an article answers where it was among the top three.
quality-measure-right-passage-of-the-right-article = The passage shown was the right one
quality-measure-right-passage-of-the-right-article-about = Share of the questions whose right article came first where the passage that answers was shown with it.
quality-measure-answered-at-once-rightly = The right answer at once
quality-measure-answered-at-once-rightly-about = Share of the questions that an article answers where Veivalg answered rightly without asking back.
quality-measure-silent-where-nothing-is-known = Said that there is no answer
quality-measure-silent-where-nothing-is-known-about = Share of the questions that no article answers where Veivalg showed no article.
quality-measure-wrong-answer-given = A wrong answer was given
quality-measure-wrong-answer-given-about = Share of all questions, except those about the service, that were answered from the wrong article. Low is best.
quality-table-the-search-beside-others = Is the search better than simpler ones?
quality-table-the-search-beside-others-about = Measured on those of the questions above that an article answers. The search of Veivalg stands beside two simpler searches of the same articles: one that only looks at words (BM25), and one with a model that was made for English (MiniLM). Only the order of the articles is measured here, also where Veivalg would have asked back or been silent.
quality-measure-same-article-as-in-the-other-forms = The same article in all languages
quality-measure-same-article-as-in-the-other-forms-about = Share of the questions asked in all three where the same article came first. For one language this is against the two others; for all, all three must be the same.
quality-measure-ours-right-first = The search of Veivalg: right first
quality-measure-ours-right-first-about = Share of the questions where the search of Veivalg put a right article on top.
quality-measure-ours-right-within-three = The search of Veivalg: right among three
quality-measure-ours-right-within-three-about = Share of the questions where the search of Veivalg had a right article among the top three.
quality-measure-bm25-alone-right-first = Words alone (BM25): right first
quality-measure-bm25-alone-right-first-about = Share of the questions where a search that only looks at words put a right article on top.
quality-measure-bm25-alone-right-within-three = Words alone (BM25): right among three
quality-measure-bm25-alone-right-within-three-about = Share of the questions where a search that only looks at words had a right article among the top three.
quality-measure-minilm-alone-right-first = Model for English (MiniLM): right first
quality-measure-minilm-alone-right-first-about = Share of the questions where a search with the model for English put a right article on top.
quality-measure-minilm-alone-right-within-three = Model for English (MiniLM): right among three
quality-measure-minilm-alone-right-within-three-about = Share of the questions where a search with the model for English had a right article among the top three.

## Signing in
sign-in-title = Sign in
sign-in-lead = For career counsellors and administrators. Researchers do not need an account.
sign-in-email = Email address
sign-in-password = Password
sign-in-button = Sign in
sign-out = Sign out
password-title = Choose a new password
password-lead = The password you were given works only once. Choose your own, with at least { $min_chars } characters.
password-new = New password
password-save = Save the password
signed-in-as = Signed in as { $name }

## Counsellor
counsellor-title = Conversations
counsellor-queue = Queue
counsellor-queue-empty = Nobody is waiting just now.
counsellor-calendar = Calendar
counsellor-hours = My hours
counsellor-choose = Choose a conversation from the queue.
counsellor-take-over = Take over the conversation
counsellor-close = End and hand back to the machine
counsellor-write = Write to the researcher
counsellor-send = Send
counsellor-brief = Summary
counsellor-brief-lead = The researcher’s own words. Nothing here was made by the machine.
counsellor-topics = Topics
counsellor-reasons = Why it is here
counsellor-articles = Articles shown
counsellor-history = Who has held the conversation
counsellor-alerts = Alert: life in danger
counsellor-alert = { $pattern ->
    [none] No pattern was met
   *[other] Pattern { $pattern }
}; { $percent ->
    [-1] the classifier did not exist then
   *[other] the classifier finds danger { $percent } % probable
}; category { $category }; version { $version }
counsellor-waiting = Waiting since { $time }
counsellor-held-by = With { $name }
counsellor-held-by-you = With you
counsellor-unread = Unread
holder-assistant = The machine
holder-waiting = Waiting
holder-counsellor = Counsellor
urgency-normal = Normal
urgency-soon = Soon
urgency-crisis = Life in danger
reason-asked_for_person = Asked to talk to a human being
reason-asked_to_book = Wanted to book a session
reason-personal_choice = A personal choice
reason-perhaps_personal = Perhaps a personal question
reason-strain = Signs of strain
reason-no_answer = No article had an answer
reason-lapsed = The article that answers has to be checked again
reason-not_understood = Several questions were not understood
reason-crisis = Words suggesting a life in danger
calendar-page-title = Calendar
calendar-empty = No appointments in the coming weeks.
calendar-shared = Shared beforehand
calendar-shared-nothing = Nothing is shared.
hours-title = My hours
hours-lead = The times apply every week. Norwegian public holidays are closed. Appointments already made still stand.
hours-weekday = Weekday
hours-from = From
hours-to = To
hours-length = Minutes
hours-add = Add a row
hours-remove = Remove the row
hours-save = Save
hours-saved = Your availability has been saved.
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday

## Admin
admin-title = Administration
admin-articles = Articles
admin-people = People
admin-audit = Log
admin-live = Published version
admin-latest = Latest version
admin-form = Language
admin-topic = Topic
admin-valid-until = Valid until
admin-article = Article
admin-unpublished = Not published
admin-changed = Changed, not published
admin-overdue = Needs checking
admin-attention = Needs attention
admin-attention-none = Everything is published and checked.
admin-edit = Edit
admin-preview = Preview
admin-preview-button = Update the preview
admin-save = Save as a new version
admin-publish = Save and publish
admin-document = The article
admin-document-hint = The fields stand at the top between two lines of ---. The sections begin with ##.
admin-saved = Saved as version { $number }. Readers see no change yet.
admin-published = Version { $number } is published.
admin-versions = Versions
admin-version = Version { $number }
admin-version-live = published
admin-publish-version = Publish this one
admin-person-name = Name
admin-person-email = Email address
admin-person-roles = Roles
admin-person-active = Open
admin-person-closed = Closed
admin-person-add = Add a person
admin-person-password = One-time password for { $email }: { $password }. It is shown only now.
admin-person-save = Save roles
admin-person-close = Close the account
admin-person-open = Open the account
admin-audit-when = When
admin-audit-who = Who
admin-audit-what = What
admin-audit-about = About

## Added for the consoles
counsellor-researcher = The researcher
hours-empty-row = Empty rows are not saved. Clear the times of a row to remove it.
booking-share-choose = Choose what the counsellor may see.
reply-undated = undated
counsellor-number = no. { $number }
counsellor-coming = Coming sessions
counsellor-own-words = The researcher's own words
mail-call-subject = Somebody is waiting in Veivalg
mail-call-urgent-subject = Something is urgent in Veivalg
mail-call-body =
    A researcher has asked to talk with a career counsellor.

    Sign in to Veivalg and see the queue.
mail-call-urgent-body =
    A conversation may be about danger to life. It lies on top of the queue.

    Sign in to Veivalg and see the queue.

## What a message tells of the writer
brief-situation = Found in the words
entity-position = Position
entity-phase = Phase
entity-field = Field
entity-institution = Institution
entity-country = Country
entity-month = Month
entity-date = Date
entity-family = Family
value-phd_candidate = PhD candidate
value-postdoc = postdoc
value-researcher = researcher
value-research_assistant = research assistant
value-associate_professor = associate professor
value-professor = professor
value-lecturer = lecturer
value-temporary = temporary
value-start = at the start
value-under_way = under way
value-way_forward = towards the end
value-child = child
value-pregnancy = pregnancy
value-partner = partner
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
season-spring = spring
season-summer = summer
season-autumn = autumn
season-winter = winter

## What counsellors offer, and on what terms

booking-first-free = First available time: { $day } at { $start }.
booking-narrow = Choose what kind of session, with whom, and your time zone
booking-narrow-any = No preference
booking-narrow-topic = What would you like to talk about?
booking-narrow-kind = What kind of session?
booking-narrow-place = Where?
booking-narrow-institution = Counsellor for which institution?
booking-narrow-not-counsellor = Not with
booking-narrow-not-faculty = Not with anybody from
booking-narrow-show = Show times
booking-held = The time is held for you until { $until }.
booking-same-counsellor = These are the times with { $counsellor }, with whom you have your session now.
booking-all-counsellors = Show times with all counsellors
booking-any-counsellor = These are the times with all counsellors.
booking-sessions = { $count ->
    [one] one session
   *[other] { $count } sessions
}
kind-individual = Career conversation
kind-documents = CV and application
kind-follow_up = Follow-up
place-video = Video
place-room = In person
hours-kind = Type
hours-urgent = Hold back
hours-urgent-hint = Times that are held back are only shown for conversations that are urgent, until 24 hours before.
hours-preview = Preview
hours-offered = Sessions in the next 14 days
hours-not-saved = This is a preview. The times are not saved.
hours-offers-nothing = These times give no sessions.
hours-pages = Hours and terms
exceptions-title = Exceptions
exceptions-lead = Days on which your weekly hours do not apply. Appointments already made still stand.
exceptions-none = You have no upcoming exceptions.
exceptions-closed = closed
exceptions-opened = open
exceptions-remove = Remove
exceptions-close = Close days
exceptions-open = Open a day
exceptions-first = First day
exceptions-last = Last day
exceptions-day = Day
exceptions-whole-days = If you give no times, the whole days are closed.
terms-title = Terms
terms-lead = How, and for whom, you hold sessions. Appointments already made still stand.
terms-notice_hours = Must be booked at least this many hours ahead
terms-horizon_days = Can be booked this many days ahead
terms-daily_cap = At most this many sessions a day
terms-weekly_cap = At most this many sessions a week
terms-buffer_before = Free minutes before each session
terms-buffer_after = Free minutes after each session
terms-address = Room, or link to the video meeting
terms-institution = Institution
terms-faculty = Faculty
terms-topics = Topics
terms-written_forms = Languages
terms-none-is-all = If you choose none, all apply.
terms-feed = Address of your calendar (iCal)
terms-feed-hint = Then we offer no sessions when you are busy. We only read when you are busy, not what you are doing. As long as the calendar cannot be read, we offer no sessions.
terms-feed-read = Last read on { $day } at { $hour }.
terms-feed-waiting = The calendar has not been read yet.
feed-address = The address of the calendar cannot be used.
feed-unreachable = The calendar did not answer.
feed-too_large = The calendar is too large.
feed-too_slow = It took too long to read the calendar.
feed-not_a_calendar = The address did not lead to a calendar.
feed-too_many_events = The calendar has too many events.
mail-feed-subject = Veivalg cannot read your calendar
mail-feed-body =
    Hello { $name },

    { $reason } We therefore do not know when you are busy. If we cannot read the calendar within an hour, we offer no new sessions with you until we can. Appointments already made still stand.

    Check the address here: { $link }

## The researcher's own time, and the days to choose among
own-time = { $time } your time
own-time-place = { $time } your time ({ $place })
own-time-aside = ({ $time } your time, { $place })
own-time-lead = Your own time ({ $place }) is shown as well.
booking-zone = Also show the times in
booking-zone-device = The time zone that my device uses
picker-label = Choose a day
picker-earlier = Previous month: { $month }
picker-later = Next month: { $month }
picker-day = { $day }, { $count ->
    [0] no available times
    [one] { $count } available time
   *[other] { $count } available times
 }
picker-free = { $count } free
picker-none = No available times on this day.
picker-keys = Use the arrow keys to go from day to day, and Page Up and Page Down to go from month to month.
error-unknown_zone = We do not know this time zone. Choose another one, or go on without one, and you will see Norwegian time.
## What is shared for an appointment, and lines to the counsellor

booking-brief-reasons = What the machine has noticed
booking-strike = Untick what the counsellor should not see.
booking-strike-topics = If you choose only the topics, nothing is shared except the topics that you have ticked.
appointment-shared = This is what the counsellor sees
appointment-shared-nothing = Nothing from the conversation with the machine is shared.
appointment-share-change = Change what is shared
appointment-share-lead = Here is what is shared, and what else you can share from the conversation with the machine. Only lines with a tick are shared.
appointment-share-lead-cut = Here is what is shared. You can remove lines, but not share more.
appointment-share-nothing = There is nothing to share.
appointment-share-save = Save
appointment-share-back = Back to the session
appointment-done-shared = The change is saved. Below is what the counsellor sees now.
appointment-cut = Separate the session from the conversation
appointment-cut-means = The session stands, and the counsellor can still see what you have shared until you change it. But the session is no longer shown in the conversation with the machine, and cannot be changed from there. If you delete the conversation later, what is shared remains. This cannot be undone.
appointment-cut-link = After that, the session can only be opened with a secret link. We will send it to { $email }.
appointment-cut-yes = Yes, separate them
appointment-done-cut = The session has been separated from the conversation. From now on it can only be opened with the secret link.
appointment-lines = Write to the counsellor
appointment-line = What you want to say before the session
appointment-line-hint = At most { $max_chars } characters. { $counsellor } can read it together with the session, but will not answer here.
appointment-line-send = Send
appointment-line-too-long = This is too long. There is room for { $max_chars } characters.
appointment-done-written = What you wrote has been sent to the counsellor.
error-too_many_lines = You have written { $number } times before this session, and there is no room for more. Please keep the rest for the session.
lines-title = Written to you
danger-in-line =
    What you write is serious, and it is good that you write it. You should not have to carry this alone.

    {"**"}If life is in danger, call 113 now.** If somebody is about to be hurt by others, call the police on 112.

    A machine has noticed what you wrote, and cannot judge how you are doing. The counsellors read during working hours, perhaps not now, so do not wait for them if it is urgent.
mail-unlinked-subject = Link to your session on { $day } at { $start }
mail-unlinked-body =
    Hello { $name },

    The session with { $counsellor } on { $day } at { $start } has been separated from your conversation in Veivalg. From now on it can only be opened with a link. Here it is: { $link }

    Anyone who has the link can change the session, so do not share it with others.

    Kind regards, Veivalg
mail-line-subject = Something new before the session on { $day } at { $start }
mail-line-body =
    The person you have a session with on { $day } at { $start } has written something to you.

    Read it in your calendar: { $link }
mail-line-urgent-body =
    Something written to you before the session on { $day } at { $start } may be about danger to life. You will find the name and email address with the session.

    Read it in your calendar now: { $link }
mail-line-call-body =
    Something written to { $counsellor } before a session may be about danger to life. Only { $counsellor } can read it.

    Get in touch, and make sure that it is read now.

## After the session
error-session_not_begun = The session has not begun yet. What became of it can be noted once it has.
error-notes_erased = The session was so long ago that notes about it have been deleted. New ones cannot be saved.
error-already_answered = The question has already been answered with this link. Thank you for the answer.
error-survey_expired = The link is no longer valid. The question could be answered for { $number } days.
mail-after-subject = The session on { $day } at { $start }
mail-after-hello = Hello { $name },
mail-after-bye = Kind regards, Veivalg
mail-after-thanks = Thank you for the session with { $counsellor } on { $day }.
mail-after-question =
    We have one question for you: Did the session help you? Answer here: { $link }

    The answer is anonymous, and neither the counsellor nor anyone else will know what you answered. The link works for { $days } days, and only once.
mail-after-follow-up =
    { $counsellor } suggests a follow-up. Choose a time that suits you: { $link }

    If none of those times suit you, you will find all available times here: { $others }
mail-after-missed = The session with { $counsellor } on { $day } at { $start } did not take place. These things happen, and there is nothing you need to explain or be sorry about.
mail-after-missed-again = You are welcome to book a new session whenever it suits you: { $link }
mail-after-not-missed = We wrote to you that the session did not take place. That was a mistake on our part, and we are sorry.
mail-after-not-held = We thanked you for the session and asked a question about it. That was a mistake on our part. Please disregard that email.
session-title = The session
session-saved = The changes have been saved.
session-outcome = What became of the session?
session-outcome-hint = If you choose one of the answers, the researcher gets an email when you save: thanks and one anonymous question, or that it is all right to book again. You can correct it later; a new email then takes the earlier one back.
session-outcome-later = You note this once the session has begun.
session-outcome-held = We met
session-outcome-follow_up = We met, and a follow-up is wanted
session-outcome-no_show = The researcher did not come
session-outcome-unknown = Choose one of the answers.
session-notes = Private notes
session-note-hint = Nobody but you can read it, not even administrators. At most { $max_chars } characters. It is deleted { $days } days after the session, or when the session is moved to another counsellor.
session-note-too-long = This is too long: { $chars } characters. There is room for { $max_chars }. Nothing has been saved yet.
session-save = Save
session-cancelled = The session has been cancelled.
session-forgotten = The session was so long ago that the name, the email address, what was shared and the notes have been deleted.
session-back = To the calendar
session-unrecorded = What became of these sessions?
survey-title = One question after the session
survey-question = Did the session help you?
survey-lead = The answer is anonymous. We only count how many give each answer every month, and do not store who answered or which session it was about.
survey-helped-much = Yes, a lot
survey-helped-some = Yes, somewhat
survey-helped-little = A little
survey-helped-not = No
survey-choose = Choose one of the answers.
survey-send = Send the answer
survey-thanks = Thank you for your answer
survey-thanks-text = Your answer has been counted. If you want to talk more, you can write in the chat or book another session.
admin-survey = Answers from researchers
admin-survey-lead = After a session the researcher gets one question by email: “Did the session help you?” This shows how many have given each answer. Nothing more is stored.
admin-survey-answer = Answer
admin-survey-number = Number of answers
admin-survey-too-few = There are too few answers to show them, as they could be traced to individuals. They are shown once there are at least { $number }.
## The counsellor's week

calendar-coming = Coming sessions
week-title = Week { $number }: { $first } – { $last }
week-others = Weeks
week-earlier = The week before
week-now = This week
week-later = The week after
week-today = today
week-nothing = Nothing.
week-whole-day = All day
week-free = free
week-held-back = free, held back for urgent conversations
week-closed = closed
week-busy = busy in your own calendar
subscription-title = Subscribe to the calendar
subscription-lead = With a secret address your own calendar program can show your sessions. It only says when they are, not with whom or about what.
subscription-none = You have no address.
subscription-since = You have an address, made on { $day } at { $hour }. It cannot be shown again. If you make a new one, the old one stops working at once.
subscription-made = The address has been made.
subscription-address = Your address
subscription-once = It is only shown now. Copy it, and add it as a subscription in your calendar program.
subscription-secret = Anyone who has the address can see when you have sessions. Do not share it, and stop it if others may have got it.
subscription-make = Make an address
subscription-renew = Make a new address
subscription-stop = Stop the address
subscription-stopped = The address no longer works.
subscription-back = Back to the calendar

## Out of office

error-absence_changed = The sessions have changed since you saw them. Nothing has been done. Look them over, and confirm again.
mail-away-subject = Cancelled session: { $day } at { $start }. Choose a new time
mail-away-body =
    Hello { $name },

    We are sorry: { $counsellor } cannot meet you on { $day } at { $start }{ $own } after all, so the session has been cancelled. You can move it to a new time.

    { $times }

    Choose another time: { $move }
    If you do not need a new time, you can say so here: { $link }

    The links work until { $until }. Anyone who has them can change the session, so do not share them with others.

    Kind regards, Veivalg
mail-away-times =
    Do any of these suit you? The time is yours once you have confirmed it on the page that opens. Others may get there first.

    { $times }
mail-away-time = { $day }, { $start }–{ $end }{ $own }, with { $counsellor }: { $link }
mail-away-no-times = No times are free at the moment. Please look again in a few days.
away-title = Out of office
away-lead = Close days on which you will be away. If you have sessions then, they will be cancelled, and those who had them will be offered new times.
away-preview = See what this does
away-free = { $count ->
    [0] No available times will be lost.
    [one] { $count } available time will be lost.
   *[other] { $count } available times will be lost.
 }
away-sessions = { $count ->
    [0] You have no sessions then
    [one] { $count } session will be cancelled
   *[other] { $count } sessions will be cancelled
 }
away-means = Each of them gets an email in which we say that we are sorry and offer up to three new times, with you if you have any in the next two weeks. The session is cancelled in both calendars until it has been moved.
away-not-yet = Nothing has been done yet.
away-confirm = Close
away-confirm-offer = Close and offer new times
away-change = Change the days
away-done = { $count ->
    [0] The days are closed. You had no sessions then.
    [one] The days are closed, and { $count } person has been offered new times.
   *[other] The days are closed, and { $count } people have been offered new times.
 }
exceptions-inside = { $count ->
    [one] You still have { $count } session then.
   *[other] You still have { $count } sessions then.
 }
exceptions-offer = Cancel and offer new times
exceptions-away = Sessions already booked still stand. If you will be away, use this page instead:
new-time-title = A new time for the session
new-time-instead = The time you had, { $day }, { $start }–{ $end } with { $counsellor }, has been cancelled.
new-time-moved-from = Your session is now on { $day }, { $start }–{ $end }, with { $counsellor }.
new-time-not-yet = The session is not moved until you press “Move to this time”.
displaced-text = { $counsellor } cannot meet you after all. We are sorry. Choose a new time, and the session is on again. You can do so until { $until }.
displaced-choose = Choose a new time
displaced-move-lead = The session has been cancelled. Choose a new time, and it is on again.
displaced-decline = I do not need a new time
displaced-decline-question = Then the session can no longer be moved. You can always book a new one.
displaced-decline-yes = Yes, leave it cancelled
## The waiting list

booking-wait = { $days ->
    [0] That is today.
    [1] That is tomorrow.
   *[other] That is in { $days } days.
}
booking-waiting-far = Is that too long to wait?
booking-waiting-list = Join the waiting list
button-waiting-list = Join the waiting list
waiting-title = Waiting list
waiting-lead = When a time that suits you comes free, we hold it for you and send you an email. You have three hours to answer. If the offer comes between 21:00 and 08:00 Norwegian time, you have until 10:00 in the morning. If the session is soon, you may have less time.
waiting-estimate = { $days ->
    [one] At least half of those who got their first offer in the last twelve weeks got it within one day.
   *[other] At least half of those who got their first offer in the last twelve weeks got it within { $days } days.
}
waiting-for = What you are waiting for
waiting-for-any = A session with any of the counsellors.
waiting-for-counsellor = With { $counsellor }
waiting-for-institution = A counsellor for { $institution }
waiting-for-not = Not with { $name }
waiting-for-not-faculty = Not with anybody from { $name }
waiting-for-change = Choose something else
waiting-email-hint = This is where we send offers of a time.
waiting-privacy = We keep your name and email address as long as you wait, and for { $days } days afterwards. Nothing from the conversation with the machine is shared.
waiting-join = Put me on the waiting list
waiting-yours = Your place on the waiting list
waiting-sent = Look in your mailbox
waiting-sent-text = We have sent an email to { $email }. The link in it shows your place on the waiting list.
waiting-sent-missing = Did it not arrive? Look in your spam folder, and check that the address is right.
waiting-sent-again = Write the address again
waiting-number = You are number { $number } in the queue.
waiting-number-means = If a time suits several people, the one who is first in the queue is offered it first. Urgent conversations take priority.
waiting-since = You have been waiting since { $day }.
waiting-open-offer = We are holding a time for you now. Answer with the link in the email, by { $day } at { $until }.
waiting-leave = Leave the queue
waiting-leave-question = Do you want to leave the queue? Your place will go to the next person.
waiting-leave-yes = Yes, take me off the waiting list
waiting-is-booked = You have taken a time that you were offered, and are no longer waiting. The link to the session is in the confirmation we sent you.
waiting-is-left = You have left the queue. You can join the waiting list again whenever you like.
waiting-is-lapsed = You are no longer on the waiting list. You can join it again whenever you like.
waiting-unanswered = Three times in a row we have held a time for you without hearing from you, so we think that you have found another way.
waiting-long = You have been waiting for twelve weeks, and we do not want to keep your name and email address without knowing that you still want a session.
offer-title = We are holding a time for you
offer-time = The time you are offered
offer-until = The time is held for you until { $day } at { $until }. If you have not answered by then, it goes to the next person in the queue.
offer-for = The session is booked for { $name }, { $email }.
offer-take = Take this time
offer-no = Does it not suit you?
offer-no-hint = If you say no thanks, you keep your place in the queue and are offered the next time that suits you.
offer-decline = No thanks
offer-decline-leave = No thanks, and take me off the waiting list
offer-declined = Thank you for answering
offer-declined-text = The time goes to the next person. You keep your place in the queue, and will hear from us when another time suits you.
error-offer_answered = You have already answered this offer. If you took the time, the link to it is in the confirmation we sent you.
error-offer_lapsed = The offer is no longer valid. If you are still on the waiting list, you will get a new one when a time suits you.
mail-waiting-subject = You are on the waiting list
mail-waiting-body =
    Hello { $name },

    You are on the waiting list for a session. When a time that suits you comes free, we will hold it for you and write to you.

    See your place, or leave the queue: { $link }
    Anyone who has the link can take you off the list, so do not share it with others.

    Kind regards, Veivalg
mail-waiting-again-subject = You are already on the waiting list
mail-waiting-again-body =
    Hello,

    Somebody, perhaps you, has asked for a place on the waiting list with this address. You are on the list already, so we have not added anything.

    If you want to see your place or leave the list, the link is in the email we sent when you joined. You can also leave whenever you are offered a time. One address can wait for up to { $places } different things.

    If it was not you, you do not need to do anything. Whoever asked has not been told that you are on the list.

    Kind regards, Veivalg
mail-offer-subject = A time has come free: session on { $day } at { $start }
mail-offer-body =
    Hello { $name },

    A time has come free: a session with { $counsellor } on { $day }, { $start }–{ $end }{ $own }.
    We are holding it for you until { $until_day } at { $until }{ $until_own }. After that it goes to the next person in the queue.

    Take this time, or say no thanks: { $link }
    Anyone who has the link can answer for you, so do not share it with others.

    Kind regards, Veivalg
mail-waiting-ended-subject = You are no longer on the waiting list
mail-waiting-ended-body =
    Hello { $name },

    You are no longer on the waiting list for a session. { $reason }

    If you still want a session, you are welcome back. See the available times, or join the list again: { $link }

    Kind regards, Veivalg
