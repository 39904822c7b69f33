"""The waiting list as a browser uses it in tests."""

import re

from sqlalchemy import select
from starlette.testclient import TestClient

from assistant.booking.waiting import WaitingEntry
from assistant.bootstrap import Services
from assistant.notifications.outbox import OutboxMail
from assistant.worker import offer_waiting

RITA = {"name": "Rita", "email": "rita@example.org"}


def entries(services: Services) -> list[WaitingEntry]:
    with services.database.reading() as session:
        return list(session.scalars(select(WaitingEntry).order_by(WaitingEntry.id)))


def join(services: Services, client: TestClient, query: str = "", **fields: str) -> str:
    """Join on the page; the address of the place in the line, from the mail."""
    assert client.post(f"/booking/waiting?{query}", data=RITA | fields).status_code == 200
    return place_mailed(services)


def place_mailed(services: Services) -> str:
    """The address of the place in the line in the newest mail."""
    return _newest(services, r"http://veivalg\.test(/waiting/\w+\?secret=\S+)")


def mails(services: Services) -> list[OutboxMail]:
    with services.database.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def offered(services: Services, client: TestClient) -> str:
    """Join and be offered the first free time; the address in the mail."""
    join(services, client)
    offer_waiting(services)
    return _newest(services, r"http://veivalg\.test(/waiting/offers/\S+)")


def _newest(services: Services, link: str) -> str:
    (found,) = re.findall(link, mails(services)[-1].body)
    return str(found)
