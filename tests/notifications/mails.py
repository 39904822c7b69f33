"""Mails as a test sends them."""

from email.message import EmailMessage

SENDER = "Veivalg <no-reply@veivalg.test>"
INVITATION = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def mail(key: str = "k1", recipient: str = "kim@example.org", body: str = "Hei Kim\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = SENDER
    message["To"] = recipient
    message["Subject"] = "Samtale tirsdag 24. november kl. 09:00 – på norsk: æøå"
    message["Message-ID"] = f"<{key}@veivalg>"
    message.set_content(body)
    return message
