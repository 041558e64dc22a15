"""Sign-in through a provider of identities (OpenID Connect, authorization code with PKCE).

The provider is named by the environment. `begin` sends the browser there, `finish` takes what it brings back: state,
nonce, signature, issuer, audience and times are checked before a word of it is believed. What goes wrong is said in a
sentence for the person and logged for whoever looks after the program.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import jwt
import requests
from django.conf import settings
from django.utils.crypto import constant_time_compare

from jixiao.core.kernel.text import Text
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from datetime import datetime

logger = logging.getLogger("jixiao.oidc")

# Signed with a key of the provider's own; never with a shared word, never unsigned.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
PATIENCE = 10  # seconds
PIECE = 1 << 13
LARGEST = 2**20
LEEWAY = 60
KEPT = "oidc"
# Ways that stand open at once in one browser, and how long each does.
MOST_OPEN, OPEN_FOR = 5, 600
# What a provider calls more than a password (RFC 8176).
STRONG = frozenset({"mfa", "otp", "hwk", "swk", "fpt", "face", "iris", "sc"})

UNREACHABLE = Text(
    "统一身份认证暂时连不上，请稍后再试，或用名称和密码登录。",
    "The identity provider cannot be reached. Try again later, or use name and password.",
)
EXPIRED = Text("这次登录已过期或已用过，请重新点一次。", "This sign-in has expired or was used already. Begin again.")
NOT_GENUINE = Text(
    "统一身份认证返回的内容没有通过校验，未登录。请重试；仍不行请告知管理员。",
    "What the identity provider sent back did not pass its checks, so nobody was signed in. Try again.",
)
DENIED = Text("统一身份认证没有同意这次登录。", "The identity provider did not agree to this sign-in.")


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider, as the environment names it. `claim` is what carries the sign-in name."""

    issuer: str
    client: str
    secret: str
    name: str
    claim: str
    creates: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider says of who has signed in."""

    issuer: str
    subject: str
    username: str
    name: str
    is_strong: bool
    next: str


def provider() -> Provider | None:
    """The provider of this installation, if one is named."""
    given: dict[str, Any] = settings.OIDC
    return Provider(**given) if given["issuer"] and given["client"] else None


def begin(one: Provider, session: MutableMapping[str, Any], *, back: str, then: str, at: datetime) -> str:
    """The address of the provider to send the browser to; `back` is where it returns, `then` where the person wants."""
    where = _endpoint(_described(one), "authorization_endpoint")
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    open_ways = dict([*session.get(KEPT, {}).items()][-(MOST_OPEN - 1) :])
    session[KEPT] = open_ways | {state: {"nonce": nonce, "verifier": verifier, "next": then, "at": int(at.timestamp())}}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")
    asked = {
        "response_type": "code",
        "client_id": one.client,
        "redirect_uri": back,
        "scope": "openid profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}"


def finish(
    one: Provider, session: MutableMapping[str, Any], brought: Mapping[str, str], *, back: str, at: datetime
) -> Told:
    """Who has signed in, by what the browser brings back; raises `Refused`."""
    ways = dict(session.get(KEPT, {}))
    way = ways.pop(brought.get("state", ""), None)
    session[KEPT] = ways  # each serves once, whatever comes of it
    if way is None or at.timestamp() - way["at"] > OPEN_FOR:
        raise Refused(EXPIRED)
    if brought.get("iss", one.issuer) != one.issuer:  # RFC 9207: an answer of somebody else
        raise _suspect("the answer names another issuer")
    if "error" in brought:
        logger.warning("the provider refuses a sign-in: %s", brought["error"][:80])
        raise Refused(DENIED)
    if not brought.get("code"):
        raise _suspect("no code")
    described = _described(one)
    token = _exchanged(one, described, brought["code"], way["verifier"], back)
    claims = _believed(one, described, str(token.get("id_token", "")), way["nonce"])
    if one.claim not in claims and "userinfo_endpoint" in described and token.get("access_token"):
        claims = _more(described, str(token["access_token"]), claims)
    return _told(one, claims, way["next"])


def _told(one: Provider, claims: Mapping[str, Any], then: str) -> Told:
    methods = claims.get("amr")
    return Told(
        issuer=one.issuer,
        subject=str(claims["sub"])[:255],
        username=str(claims.get(one.claim) or ""),
        name=str(claims.get("name") or ""),
        is_strong=isinstance(methods, list) and bool(STRONG.intersection(map(str, methods))),
        next=then,
    )


def _exchanged(one: Provider, described: Mapping[str, Any], code: str, verifier: str, back: str) -> dict[str, Any]:
    """The tokens for a code."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    ways = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    by_header = bool(one.secret) and "client_secret_basic" in ways
    if not by_header:
        form |= {"client_id": one.client} | ({"client_secret": one.secret} if one.secret else {})
    where = _endpoint(described, "token_endpoint")
    return _asked("POST", where, data=form, auth=(one.client, one.secret) if by_header else None)


def _believed(one: Provider, described: Mapping[str, Any], token: str, nonce: str) -> dict[str, Any]:
    """The claims of an identity token that passes every check."""
    try:
        head = jwt.get_unverified_header(token)
        key = _key(_asked("GET", _endpoint(described, "jwks_uri")), head)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=one.client,
            issuer=one.issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as wrong:
        raise _suspect(f"{type(wrong).__name__}: {wrong}") from None
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise _suspect("another nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else one.client) != one.client:
        raise _suspect("made for another client")
    return claims


def _key(keys: Mapping[str, Any], head: Mapping[str, Any]) -> jwt.PyJWK:
    """The key that a token names, or the only one."""
    found = [
        one
        for one in jwt.PyJWKSet.from_dict(dict(keys)).keys
        if one.public_key_use in (None, "sig") and head.get("kid") in (None, one.key_id)
    ]
    if len(found) != 1:
        raise _suspect("no key of that name")
    if head.get("alg") not in ALGORITHMS:
        raise _suspect("another way of signing")
    return found[0]


def _more(described: Mapping[str, Any], token: str, claims: dict[str, Any]) -> dict[str, Any]:
    """What the provider tells on being asked, of the same person."""
    told = _asked("GET", _endpoint(described, "userinfo_endpoint"), headers={"Authorization": f"Bearer {token}"})
    if told.get("sub") != claims["sub"]:
        raise _suspect("told of somebody else")
    return told | claims


def _described(one: Provider) -> dict[str, Any]:
    """What the provider says of itself; it must be the one that was named."""
    described = _asked("GET", f"{one.issuer.rstrip('/')}/.well-known/openid-configuration")
    if described.get("issuer") != one.issuer:
        raise _suspect("its description names another issuer")
    return described


def _endpoint(described: Mapping[str, Any], name: str) -> str:
    where = str(described.get(name, ""))
    _demand_safe(where)
    return where


def _demand_safe(where: str) -> None:
    """Secrets travel enciphered, or stay on this machine."""
    parts = urlsplit(where)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise _suspect(f"not https: {where[:200]}")


def _asked(method: str, where: str, **extra: Any) -> dict[str, Any]:  # noqa: ANN401 - as requests takes them
    """What an address answers, as JSON; no more than a page of it, and not from where it would send us on."""
    _demand_safe(where)
    try:
        with requests.request(method, where, timeout=PATIENCE, allow_redirects=False, stream=True, **extra) as answer:
            body = _beginning(answer)
            if answer.status_code != requests.codes.ok:
                logger.warning("the provider answers %s at %s", answer.status_code, where)
                raise Refused(UNREACHABLE if answer.status_code >= 500 else NOT_GENUINE)
        told = json.loads(body)
    except (requests.RequestException, OSError, ValueError) as wrong:
        logger.warning("the provider does not answer at %s: %s", where, type(wrong).__name__)
        raise Refused(UNREACHABLE) from None
    if not isinstance(told, dict):
        raise _suspect("no mapping")
    return told


def _beginning(answer: requests.Response) -> bytes:
    """What an answer says, up to a limit."""
    body = bytearray()
    for piece in answer.iter_content(PIECE):
        body += piece
        if len(body) >= LARGEST:
            break
    return bytes(body[:LARGEST])


def _suspect(why: str) -> Refused:
    """What is said of an answer that fails a check; the reason goes to the log."""
    logger.warning("what the provider sent back is not believed: %s", why)
    return Refused(NOT_GENUINE)
