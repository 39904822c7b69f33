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


def join(client: TestClient, query: str = "", **fields: str) -> str:
    """Join on the page; the address of the place in the line."""
    answer = client.post(f"/booking/waiting?{query}", data=RITA | fields)
    assert answer.status_code == 303
    return answer.headers["location"]


def offered(services: Services, client: TestClient) -> str:
    """Join and be offered the first free time; the address in the mail."""
    join(client)
    offer_waiting(services)
    with services.database.reading() as session:
        body = session.scalars(select(OutboxMail.body).order_by(OutboxMail.id.desc())).first()
    (link,) = re.findall(r"http://veivalg\.test(/waiting/offers/\S+)", body or "")
    return str(link)
