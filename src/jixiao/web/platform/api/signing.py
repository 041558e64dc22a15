"""Signatures of webhooks, in the form of Standard Webhooks, so that receivers find a library for theirs."""

from __future__ import annotations

import hmac
from base64 import b64encode
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from jixiao.web.platform.api.models import Webhook

PREFIX = "whsec_"


def key_of(webhook: Webhook) -> bytes:
    """The key of a webhook, made of the installation's own and its salt."""
    words = f"jixiao webhook {webhook.pk} {webhook.salt}"
    return hmac.digest(settings.SECRET_KEY.encode(), words.encode(), "sha256")


def secret_of(webhook: Webhook) -> str:
    """The key as its owner is told it."""
    return PREFIX + b64encode(key_of(webhook)).decode()


def signature(key: bytes, number: str, moment: int, body: bytes) -> str:
    """The signature of a delivery."""
    signed = f"{number}.{moment}.".encode() + body
    return "v1," + b64encode(hmac.digest(key, signed, "sha256")).decode()
