"""Mails: put in the outbox together with what they tell of, sent by the worker, once."""

from assistant.notifications.mailer import FolderMailer, Mailer, SmtpMailer
from assistant.notifications.outbox import Mail, MailInvitation, enqueue, remove_old, send_due

__all__ = ["FolderMailer", "Mail", "MailInvitation", "Mailer", "SmtpMailer", "enqueue", "remove_old", "send_due"]
