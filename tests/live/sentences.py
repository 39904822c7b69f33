"""One sentence for each service intent, said as people say it, and the kind of reply that it calls for."""

SERVICES = (
    ("talk_to_human", "Kan jeg få snakke med en karriereveileder?", "handoff"),
    ("book_session", "Jeg vil gjerne bestille en time hos en veileder", "booking"),
    ("cancel_session", "Jeg må dessverre avlyse timen min", "booking"),
    ("move_session", "Kan jeg flytte timen min til en annen dag?", "booking"),
    ("greet", "hei!", "smalltalk"),
    ("thank", "tusen takk for hjelpen", "smalltalk"),
    ("goodbye", "ha det bra", "smalltalk"),
    ("ask_capabilities", "Hva kan du hjelpe meg med?", "smalltalk"),
    ("ask_bot", "Er du et menneske eller en maskin?", "smalltalk"),
    ("ask_privacy", "Hvem kan lese det jeg skriver her?", "smalltalk"),
    ("erase_data", "Slett alt jeg har skrevet", "smalltalk"),
    ("change_language", "Can you answer in English please?", "smalltalk"),
    ("affirm", "ja, gjerne", "smalltalk"),
    ("deny", "nei takk", "smalltalk"),
    ("out_of_scope", "Hvem vant fotballkampen i går?", "unknown"),
)
