"""A provider of identities on this machine, with a key of its own: what tests of sign-in through one talk to."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from jixiao.web.platform.clock import now

CLIENT, SECRET, KEY = "jixiao", "a shared word", "key-1"


class Provider:
    """It gives a code to whoever comes, and tokens for it. `claims` and the rest may be bent to be wrong."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with: Any = self.key
        self.algorithm, self.kid = "RS256", KEY
        self.claims: dict[str, Any] = {}
        self.more: dict[str, Any] = {}
        self.description: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.down = False

    def agree(self, where: str) -> dict[str, str]:
        """What the browser brings back, having been sent to an address of ours."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(where).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return {"state": asked["state"], "code": code}

    def token(self, form: dict[str, str], header: str) -> tuple[int, dict[str, Any]]:
        """The tokens for a code, once, to who has the verifier and the shared word."""
        asked = self.codes.pop(form.get("code", ""), None)
        word = base64.b64decode(header.removeprefix("Basic ")).decode() if header else ""
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or word != f"{CLIENT}:{SECRET}" or challenge != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        moment = int(now().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "1001", "iat": moment, "exp": moment + 300}
        claims |= {"nonce": asked["nonce"], **self.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        key = self.signs_with
        signed = jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": self.kid} if self.kid else {})
        return 200, {"access_token": "open", "token_type": "Bearer", "id_token": signed}

    def answer(self, path: str, authorization: str) -> tuple[int, dict[str, Any]]:
        """What it says of itself, its keys, and of who signed in."""
        if path == "/.well-known/openid-configuration":
            places = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token", "userinfo")}
            return 200, {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **places, **self.description}
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {"keys": [{**public, "kid": KEY, "use": "sig"}]}
        if path == "/userinfo" and authorization == "Bearer open":
            return 200, {"sub": "1001", **self.more}
        return 404, {}


@contextmanager
def serving() -> Iterator[Provider]:
    """A provider that answers in a thread of this process."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.say(*provider.answer(self.path, self.headers.get("Authorization", "")))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.say(*provider.token(form, self.headers.get("Authorization", "")))

        def say(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(503 if provider.down else status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
