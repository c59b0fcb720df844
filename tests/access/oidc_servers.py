"""Providers of OpenID Connect for tests: a certified one, and one that says what no honest one would."""

import json
import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from data_access.access.oidc import Provider
from data_access.settings import ROOT
from tests.servers import free_port, wait_until

LIBRARY = ROOT / ".venv" / "node" / "node_modules" / "oidc-provider" / "lib" / "index.js"
CLIENT, SECRET = "dashboard", "a secret of forty signs, for tests alone"


@contextmanager
def certified(returns_to: str, folder: Path) -> Iterator[Provider]:
    """The certified provider, to whom we are known, with browsers coming back to `returns_to`."""
    port, log = free_port(), folder / "provider.log"
    client = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uris": [returns_to]}
    command = ["node", str(Path(__file__).with_name("oidc_provider.mjs")), str(port), json.dumps(client)]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, env=os.environ | {"OIDC_PROVIDER": str(LIBRARY)}, stdout=output, stderr=output
        )
    issuer = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(issuer), process, log)
        yield Provider(issuer, CLIENT, SECRET)
    finally:
        process.kill()
        process.wait()


def come_back(address: str, login: str, returns_to: str) -> httpx2.URL:
    """Where a browser ends that goes to the provider, signs in there under a name, and consents."""
    with httpx2.Client(trust_env=False) as browser:
        answer = browser.get(address)
        for _ in range(12):
            if answer.has_redirect_location:
                target = answer.url.join(answer.headers["location"])
                if str(target).startswith(returns_to):
                    return target
                answer = browser.get(target)
                continue
            action = re.search(r'action="([^"]+)"', answer.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert action, answer.text
            assert prompt, answer.text
            fields = {"login": login, "password": "any"} if prompt[1] == "login" else {}
            answer = browser.post(answer.url.join(action[1]), data={"prompt": prompt[1], **fields})
    raise AssertionError("the provider never sent the browser back")


class Dishonest:
    """A provider whose token says what a test has it say; its keys and addresses are in order."""

    def __init__(self) -> None:
        self.key = _key()
        self.claims: dict[str, object] = {}
        self.header: dict[str, str] = {"alg": "RS256"}
        self.signs_with: RSAKey = self.key
        self.about: dict[str, object] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.looked_up: list[str] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.looked_up.append(self.path)
                keys = {"keys": [owner.key.as_dict(private=False)]}
                self._say(keys if self.path == "/keys" else owner._metadata())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                owner.asked.append(parse_qs(body))
                self._say({"access_token": "any", "token_type": "Bearer", "id_token": owner._token()})

            def _say(self, content: dict) -> None:
                body = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Ends it."""
        self.server.shutdown()
        self.server.server_close()

    def _metadata(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        } | self.about

    def _token(self) -> str:
        now = int(time.time())
        honest = {"iss": self.issuer, "sub": "1", "aud": CLIENT, "iat": now, "exp": now + 300}
        claims = honest | {"preferred_username": "wang", "groups": ["office"]} | self.claims
        header = self.header | ({"kid": self.signs_with.kid} if self.header["alg"] == "RS256" else {})
        key = self.signs_with if self.header["alg"] == "RS256" else OctKey.import_key(SECRET)
        return jwt.encode(header, claims, key, algorithms=["RS256", "HS256"])


@cache
def _key() -> RSAKey:
    return RSAKey.generate_key(2048, auto_kid=True)


def _answers(issuer: str) -> bool:
    try:
        return httpx2.get(f"{issuer}/.well-known/openid-configuration", trust_env=False).status_code == 200
    except httpx2.HTTPError:
        return False
