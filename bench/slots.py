"""Measure how long the free slots of many counsellors take, and how that grows; prints a table.

.venv/bin/python bench/slots.py
"""

import datetime
import tempfile
import time

from assistant import booking, people
from assistant.booking import Hours, Share, Terms
from assistant.database import Database
from assistant.people import Role
from knowledge_base.article import WrittenForm

NOW = datetime.datetime(2027, 1, 4, 6, tzinfo=datetime.UTC)
# Monday to Friday from 8 to 15:30 in sessions of 45 minutes: ten a day, fifty a week.
WEEK = [Hours(day, datetime.time(8), datetime.time(15, 30)) for day in range(5)]
COUNSELLORS = (5, 10, 20, 40)
TIMES = 7


def fill(database: Database, counsellors: int, booked: float) -> None:
    """Counsellors with full weeks twelve weeks ahead, of whose slots a share is booked."""
    with database.transaction() as session:
        for number in range(counsellors):
            profile, _ = people.register(
                session, email=f"c{number}@example.org", name=f"Counsellor {number}", roles=[Role.COUNSELLOR],
                password="a long enough password", now=NOW, by="bench",
            )  # fmt: skip
            booking.replace_hours(session, counsellor=profile, hours=WEEK, now=NOW)
            booking.set_terms(session, counsellor=profile, terms=Terms(horizon_days=84), now=NOW)
    with database.transaction() as session:
        every = int(1 / booked) if booked else 0
        for slot in booking.free_slots(session, now=NOW)[::every] if every else []:
            booking.book(
                session, slot=slot, name="Kim", email="kim@example.org", written_form=WrittenForm.BOKMAL,
                share=Share.NOTHING, brief=None, conversation=None, now=NOW,
            )  # fmt: skip


def milliseconds(database: Database) -> tuple[int, float]:
    """How many slots are free, and the median time to find them."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        with database.reading() as session:
            found = booking.free_slots(session, now=NOW)
        taken.append(time.perf_counter() - began)
    return len(found), sorted(taken)[TIMES // 2] * 1000


print("counsellors  booked  free slots      ms")
for count in COUNSELLORS:
    for share in (0.0, 0.25):
        with tempfile.TemporaryDirectory() as folder:
            filled = Database(f"sqlite:///{folder}/bench.db")
            filled.migrate()
            fill(filled, count, share)
            free, spent = milliseconds(filled)
            print(f"{count:11}  {share:6.0%}  {free:10}  {spent:6.0f}")
            filled.close()
