"""Whoever may be written to can be: each address that we take is one receiver."""

import email
import email.policy
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from assistant.errors import InvalidInput
from assistant.notifications import SmtpMailer
from assistant.people.accounts import check_email
from tests.notifications.mail_server import Server
from tests.notifications.mails import mail


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=strategies.emails() | strategies.from_regex(r"[^@\s]{1,12}@[^@\s]{1,12}\.[^@\s]{1,4}", fullmatch=True))
def test_every_address_we_take_is_one_receiver_in_a_mails_head(address: str) -> None:
    try:
        check_email(address)
    except InvalidInput:
        return
    read = email.message_from_bytes(bytes(mail(recipient=address)), policy=email.policy.default)
    assert [receiver.addr_spec for receiver in read["To"].addresses] == [address]


@pytest.mark.parametrize(
    "address",
    ["o'brien+jobb@uio.no", "a..b@uio.no", ".kim@uio.no", "kim.@uio.no", "{|}~@uio.no", "a=b?@uio.no"],
)
def test_an_odd_address_we_take_is_handed_to_the_server_as_it_is(serve: Callable[..., Server], address: str) -> None:
    check_email(address)
    server = serve()
    SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(mail(recipient=address))
    assert server.inbox.envelopes == [("no-reply@veivalg.test", [address])]
