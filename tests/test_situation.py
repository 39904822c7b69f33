"""Where researchers work and as what: only what they plainly say of themselves, now."""

import pytest

from assistant.situation import UNTOLD, Situation, named_in, told_in


def situation(*names: str) -> Situation:
    positions = {name for name in names if name in {"phd_candidate", "postdoc"}}
    return Situation(frozenset(names) - positions, frozenset(positions))


class TestTold:
    @pytest.mark.parametrize(
        ("message", "names"),
        [
            ("Jeg er stipendiat ved NTNU", ["phd_candidate", "NTNU"]),
            ("I'm a PhD at ntnu", ["phd_candidate", "NTNU"]),
            ("I am employed at OsloMet as phd fellow.", ["phd_candidate", "OsloMet"]),
            ("Hei! Eg er postdoktor på Universitetet i Bergen, og lurer på noko", ["postdoc", "UiB"]),
            ("My contract at the University of Oslo ends in May", ["UiO"]),
            ("Kontrakten min ved NTNU går ut til sommeren", ["NTNU"]),
            ("Stipendiat ved UiB, andre året. Kan eg ta permisjon?", ["phd_candidate", "UiB"]),
            ("Postdoc at UiT here", ["postdoc", "UiT"]),
            ("Som stipendiat ved UiS, hvor mye ferie har jeg?", ["phd_candidate", "UiS"]),
            ("Sitt som postdok på UiT å lure", ["postdoc", "UiT"]),
            ("Eg er stipendiat på NMBU, men vil bli postdoktor på UiO", ["phd_candidate", "NMBU"]),
            ("Æ e forsker på Simula", ["Simula"]),
        ],
    )
    def test_is_what_the_writer_is_now(self, message, names):
        assert told_in([message]) == situation(*names)

    @pytest.mark.parametrize(
        "message",
        [
            "Hva tilbyr UiO?",
            "Hvis jeg blir postdoktor ved UiO, hva da?",
            "Kona mi er stipendiat ved UiB",
            "Jeg skal søke på en stilling som stipendiat ved NTNU",
            "I got invited to an interview at NTNU as a postdoc",
            "Jeg er ikke stipendiat",
            "Jeg var postdoktor ved UiT",
            "Eg er hovudtillitsvald og treng tal for stipendiatar ved UiA",
            "I did my PhD at UiO",
            "Er det forskjell på stipendiat og postdoktor?",
            "I'm at a smaller university college",
            "Postdoktorer ved UiO",
            "Hei",
            "",
        ],
    )
    def test_is_nothing_that_is_wished_past_denied_or_anothers(self, message):
        assert told_in([message]) == UNTOLD

    def test_is_the_last_word_about_each(self):
        messages = ["Jeg er stipendiat ved NTNU", "Hvor lenge har jeg permisjon?", "Nå jobber jeg på UiO", "Takk!"]

        assert told_in(messages) == situation("phd_candidate", "UiO")

    def test_is_nothing_where_nothing_was_written(self):
        assert told_in([]) == UNTOLD


class TestNamed:
    @pytest.mark.parametrize(
        ("words", "names"),
        [
            ("Lønn under foreldrepermisjon ved UiO og NTNU", ["UiO", "NTNU"]),
            ("NTNUs mobilitetsstøtte", ["NTNU"]),
            ("Og for postdoktorer?", ["postdoc"]),
            ("Professor og forsker", []),
        ],
    )
    def test_is_whatever_the_words_name(self, words, names):
        assert named_in(words) == situation(*names)

    def test_comes_before_what_it_leaves_open(self):
        assert named_in("Og ved UiO?").or_else(situation("NTNU", "postdoc")) == situation("UiO", "postdoc")
