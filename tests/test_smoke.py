from assistant import booking
from assistant.answering import answer
from assistant.bootstrap import Services
from assistant.conversations import begin, exchange
from tests.factories import *


def test_smoke(stocked: Services):
    s = stocked
    with s.database.transaction() as t:
        c, tok = begin(t, written_form=WrittenForm.BOKMAL, now=s.clock())
        k = make_counsellor(t)
    e = exchange(
        s.database,
        s.engine,
        s.gate,
        s.clock,
        conversation=c.public_id,
        token=tok,
        typed="Hei på deg du der",
        client_id="1",
    )
    assert e.replies
    r = answer(
        s.library,
        s.clock,
        "Oppsigelsestid notice nb spørsmål 1?",
        WrittenForm.BOKMAL,
        probabilities={"uncertainty": 0.9},
    )
    assert r.passages, r
    with s.database.reading() as t:
        sl = booking.next_slots(t, now=s.clock(), count=3)
        assert len(sl) == 3
        print(sl)
    with s.database.transaction() as t:
        a, sec = booking.book(
            t,
            slot=sl[0],
            name="A",
            email="a@b.no",
            written_form=WrittenForm.NYNORSK,
            share=booking.Share.NOTHING,
            brief=None,
            conversation=None,
            now=s.clock(),
        )
        for m in booking.mails(a, link="x", sender="V <v@x.no>", now=s.clock(), counsellor_link="y"):
            print(m.body, m.invitation.text)
