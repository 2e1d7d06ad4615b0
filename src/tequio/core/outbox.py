"""Short text messages to telephones: written down first, sent by whatever gateway the installation has.

TEQUIO_SMS_BACKEND names a class with `name` and `send(phone, text)`. Without a gateway a message stays in the outbox,
where the demo shows it on the page.
"""

import logging
from typing import Literal, Protocol

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)


class OutboxMessage(models.Model):
    """One text for one telephone. It belongs to no union: a person signs in before any union is known.

    Row security hides the outbox whenever a union is in scope, so that no union reads the codes of another's members.
    """

    phone = models.CharField(_("teléfono"), max_length=16)  # E.164
    text = models.CharField(_("texto"), max_length=480)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    gateway = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=80, null=True, blank=True, unique=True)  # what is sent once, whoever asks again

    class Meta:
        indexes = [models.Index(name="outbox_by_phone", fields=["phone", "-id"])]

    def __str__(self) -> str:
        return f"{self.phone} {self.created_at}"


class Gateway(Protocol):
    name: str

    def send(self, phone: str, text: str) -> None: ...


class OutboxGateway:
    """Sends nothing: the message waits in the outbox."""

    name = ""

    def send(self, phone: str, text: str) -> None:
        pass


def send_text(phone: str, text: str) -> OutboxMessage:
    """Write a message down and hand it to the gateway."""
    gateway: Gateway = import_string(settings.TEQUIO_SMS_BACKEND)()
    message = OutboxMessage.objects.create(phone=phone, text=text)
    gateway.send(phone, text)
    if gateway.name:
        # What was sent is of no more use here, and a code least of all.
        OutboxMessage.objects.filter(pk=message.pk).update(gateway=gateway.name, sent_at=timezone.now(), text="")
    return message


def send_once(phone: str, text: str, key: str) -> OutboxMessage:
    """Write a message down under a key and hand it to the gateway; asked again with the key, nothing more is sent.

    Killed between the two, it is handed over when somebody asks again; two who ask at once wait for each other.
    """
    gateway: Gateway = import_string(settings.TEQUIO_SMS_BACKEND)()
    OutboxMessage.objects.get_or_create(key=key, defaults={"phone": phone, "text": text})
    with transaction.atomic():
        message = OutboxMessage.objects.select_for_update().get(key=key)
        if gateway.name and not message.gateway:
            gateway.send(message.phone, message.text)
            message.gateway, message.sent_at, message.text = gateway.name, timezone.now(), ""
            message.save(update_fields=["gateway", "sent_at", "text"])
    return message


def try_text(phone: str, text: str, key: str = "") -> Literal["sent", "kept", "failed"]:
    """Send one of many, once for its key where it has one: what became of it, whatever the gateway says, so that the
    others still go.

    "kept": there is no gateway, and it waits in the outbox.
    """
    try:
        message = send_once(phone, text, key) if key else send_text(phone, text)
    except Exception:
        log.exception("A text message was not taken.")
        return "failed"
    by_gateway = OutboxMessage.objects.filter(pk=message.pk).exclude(gateway="").exists()
    return "sent" if by_gateway else "kept"


def newest_text(phone: str) -> str:
    message = OutboxMessage.objects.filter(phone=phone).order_by("-id").first()
    return message.text if message else ""
