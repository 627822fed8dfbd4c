"""Mails: queued in the transaction that has a reason for them, sent by a worker, once.

The queue is the database: nothing is lost with a worker, a broker or a mail server. What a mail
says is composed when it is sent, so a link that opens something stands in no row."""

from expo.mails.composing import (
    Attachment,
    Composed,
    Link,
    NotNeeded,
    Said,
    composed,
    composer,
    link,
    shown,
)
from expo.mails.erasing import erase, forget_once_sent
from expo.mails.faults import Fault, told
from expo.mails.queueing import Letter, call_back, queue, queue_all, send_again
from expo.mails.sending import send_due
from expo.mails.undelivered import DROPPED, GIVEN_UP, undelivered

__all__ = [
    "DROPPED",
    "GIVEN_UP",
    "Attachment",
    "Composed",
    "Fault",
    "Letter",
    "Link",
    "NotNeeded",
    "Said",
    "call_back",
    "composed",
    "composer",
    "erase",
    "forget_once_sent",
    "link",
    "queue",
    "queue_all",
    "send_again",
    "send_due",
    "shown",
    "told",
    "undelivered",
]
