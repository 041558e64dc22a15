"""The second factor: six figures from a device, new every half minute (RFC 6238), and recovery codes besides.

The secret is enciphered with a key made of the program's own, so a copy of the database alone shows no codes. A code
serves once. Five wrong ones make the second step wait; only who has passed the first one gets as far as that, so no
stranger can bring it about.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import quote

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from qrcode.main import QRCode  # type: ignore[import-untyped]  # comes without types

from jixiao.web.platform.people.models import RecoveryCode, SecondFactor
from jixiao.web.platform.people.permissions import posts_of

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Person

FIGURES, STEP = 6, 30
# A clock that goes wrong by half a minute is forgiven.
EITHER_SIDE = 1
MOST_FAILURES, WAIT = 5, timedelta(minutes=15)
CODES = 10
# Without letters and figures that look alike.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LONGEST = 40


class Checked(Enum):
    """What came of a code."""

    RIGHT = "right"
    BY_RECOVERY = "recovery"
    WRONG = "wrong"
    WAITS = "waits"

    @property
    def is_right(self) -> bool:
        """Whether it opens."""
        return self in (Checked.RIGHT, Checked.BY_RECOVERY)


def is_required(person: Person) -> bool:
    """Whether a role that someone holds asks for a second factor here."""
    roles = settings.SECOND_FACTOR_ROLES
    return bool(roles) and any(post.role in roles for post in posts_of(person))


def factor_of(person: Person) -> SecondFactor | None:
    """The second factor of a person, if there is one."""
    return SecondFactor.objects.filter(person=person).first()


def new_secret() -> bytes:
    """A secret of 160 bits, as the standard asks."""
    return secrets.token_bytes(20)


def sealed(secret: bytes) -> str:
    """A secret, enciphered."""
    return _cipher().encrypt(secret).decode("ascii")


def opened(token: str) -> bytes | None:
    """A secret out of its cipher; None where the program's key is another one by now."""
    try:
        return _cipher().decrypt(token.encode("utf-8"))
    except InvalidToken:
        return None


def _cipher() -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"jixiao second factor").derive(settings.SECRET_KEY.encode("utf-8"))
    return Fernet(base64.urlsafe_b64encode(key))


def spelled(secret: bytes) -> str:
    """A secret as people type it into a device: groups of four letters."""
    plain = base64.b32encode(secret).decode("ascii")
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def address(secret: bytes, username: str, issuer: str) -> str:
    """What the device reads out of the picture."""
    plain = base64.b32encode(secret).decode("ascii").rstrip("=")
    return (
        f"otpauth://totp/{quote(issuer)}:{quote(username)}?secret={plain}&issuer={quote(issuer)}"
        f"&algorithm=SHA1&digits={FIGURES}&period={STEP}"
    )


def picture(text: str) -> tuple[int, str]:
    """A text as a QR code: its width in squares, and the path of an SVG that draws the dark ones."""
    code = QRCode(border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return len(rows), "".join(dark)


def step_of(secret: bytes, code: str, at: datetime, after: int) -> int | None:
    """The half minute that a code belongs to, if it is right, near, and later than the last one used."""
    present = int(at.timestamp()) // STEP
    totp = TOTP(secret, FIGURES, SHA1(), STEP)  # noqa: S303 - what devices know
    for step in range(present - EITHER_SIDE, present + EITHER_SIDE + 1):
        if step > after and constant_time_compare(totp.generate(step * STEP).decode("ascii"), code):
            return step
    return None


def enrol(*, person: Person, secret: bytes, code: str, at: datetime) -> list[str] | None:
    """Keep a device whose code is right, in place of the one before; returns recovery codes, shown this once."""
    step = step_of(secret, plain(code), at, 0)
    if step is None:
        return None
    with transaction.atomic():
        SecondFactor.objects.filter(person=person).delete()
        made = SecondFactor.objects.create(person=person, secret=sealed(secret), since=at, last_step=step)
        return new_codes(made)


def new_codes(factor: SecondFactor) -> list[str]:
    """Recovery codes in place of those before."""
    codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(CODES)]
    factor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, hashed=_hashed(code)) for code in codes)
    return codes


def check(*, person: Person, code: str, at: datetime) -> Checked:
    """Use a code. A wrong one is counted, which stays whatever the caller does next."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(person=person).first()
        if factor is None:
            return Checked.WRONG
        if factor.waits_until is not None and factor.waits_until > at:
            return Checked.WAITS
        found = _used(factor, plain(code), at)
        if found is not Checked.WRONG:
            factor.failures, factor.waits_until = 0, None
        else:
            factor.failures += 1
            if factor.failures >= MOST_FAILURES:
                factor.failures, factor.waits_until, found = 0, at + WAIT, Checked.WAITS
        factor.save(update_fields=["last_step", "failures", "waits_until"])
    return found


def _used(factor: SecondFactor, code: str, at: datetime) -> Checked:
    """Whether a code is right; then it is right no more."""
    if len(code) == FIGURES and code.isascii() and code.isdigit():
        secret = opened(factor.secret)
        step = None if secret is None else step_of(secret, code, at, factor.last_step)
        if step is None:
            return Checked.WRONG
        factor.last_step = step
        return Checked.RIGHT
    fresh = factor.recovery_codes.filter(hashed=_hashed(code), used=None)
    return Checked.BY_RECOVERY if fresh.update(used=at) else Checked.WRONG


def plain(code: str) -> str:
    """A code without the spaces and strokes that people put in."""
    narrow = unicodedata.normalize("NFKC", code[:LONGEST]).lower()
    return "".join(one for one in narrow if one.isalnum())


def _hashed(code: str) -> str:
    """Fifty bits drawn at random need no slow hash; the program's key goes into it."""
    return str(salted_hmac("recovery code", plain(code), algorithm="sha256").hexdigest())
