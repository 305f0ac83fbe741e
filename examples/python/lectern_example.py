"""Lectern from Python, with nothing but the standard library: a task, its PDF, a group, URLs for readers whom
the platform names, and a token of the platform with a grant.

    LECTERN_URL=https://lectern.example.org LECTERN_API_KEY=lectern_key_… JUDGE_SECRET=… \
        python3 lectern_example.py statement.pdf
"""

import hashlib
import hmac
import json
import os
import sys
import time
import uuid
from base64 import urlsafe_b64encode
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen


class Refused(Exception):
    """What Lectern refused, by its `code`."""

    def __init__(self, code: str, detail: str):
        super().__init__(f"{code}: {detail}")
        self.code = code


class Lectern:
    """Its API, for whoever has the bearer: an API key, or a token of the platform."""

    def __init__(self, url: str, bearer: str):
        self.url = url
        self.bearer = bearer

    def call(self, method: str, path: str, body=None):
        headers = {"Authorization": f"Bearer {self.bearer}"}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = Request(f"{self.url}/api/v1/{path}", data, headers, method=method)
        try:
            with urlopen(request, timeout=30) as response:
                return json.load(response)
        except HTTPError as error:
            if error.headers.get_content_type() != "application/problem+json":
                raise
            problem = json.load(error)
            raise Refused(problem["code"], problem.get("detail", "")) from None

    def put_pdf(self, task: str, language: str, path: Path) -> str:
        """Says which PDF a language of a task has, and uploads it if Lectern does not have these bytes."""
        pdf = path.read_bytes()
        put = self.call("PUT", f"tasks/{task}/documents/{language}", {
            "fileName": path.name,
            "size": len(pdf),
            "sha256": hashlib.sha256(pdf).hexdigest(),
        })
        if upload := put.get("upload"):
            # To the storage, which must not see the key.
            request = Request(upload["uploadUrl"], pdf, upload["uploadHeaders"], method="PUT")
            urlopen(request, timeout=30).close()
            self.call("POST", f"tasks/{task}/documents/{upload['versionId']}/complete")
        return put["outcome"]


def ext(id: int) -> str:
    """How an id of the platform stands in an address."""
    return quote(f"ext:{id}", safe="")


def sign_token(claims: dict, secret: str) -> str:
    """A JWT by HMAC-SHA256 (RFC 7519)."""
    def encode(part: bytes) -> str:
        return urlsafe_b64encode(part).rstrip(b"=").decode()

    header = {"alg": "HS256", "typ": "JWT"}
    text = ".".join(encode(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{encode(hmac.digest(secret.encode(), text.encode(), 'sha256'))}"


def main(pdf: Path) -> None:
    url = os.environ["LECTERN_URL"]
    platform = Lectern(url, os.environ["LECTERN_API_KEY"])

    # A task and its PDF. Doing this again changes nothing.
    task = ext(42)
    print("task:", platform.call("PUT", f"tasks/{task}", {"title": "Sum of squares"})["outcome"])
    print("document:", platform.put_pdf(task, "en", pdf))

    # A group, and who is in it: whoever is not named is removed.
    group = f"groups/{ext(5)}"
    platform.call("PUT", group, {"name": "Algorithms"})
    members = platform.call("PUT", f"{group}/members", {"members": [
        {"externalId": "1", "name": "Grace", "role": "staff"},
        {"externalId": "7", "name": "Ada"},
    ]})
    print(f"members: {members['added']} added, {members['removed']} removed")

    # A URL for somebody who may read the task now, as the platform knows.
    granted = platform.call("POST", "granted-urls", {"items": [
        {"taskId": "ext:42", "reader": {"externalId": "7", "name": "Ada"}},
    ]})
    item = granted["items"][0]
    if problem := item.get("problem"):
        raise Refused(problem["code"], problem.get("detail", ""))
    print("url:", item["descriptionPdfUrl"])

    # A token of the platform that lets its reader open the task for ten minutes.
    token = sign_token({
        "user_id": 7,
        "username": "Ada",
        "role": "student",
        "token_id": str(uuid.uuid4()),
        "type": "access",
        "exp": int(time.time()) + 600,
        "lectern_tasks": [{"task": "ext:42"}],
    }, os.environ["JUDGE_SECRET"])
    seen = Lectern(url, token).call("GET", f"tasks/{task}")
    print(f"read by token: {seen['title']}, {seen['access']['ground']}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("name a PDF")
    main(Path(sys.argv[1]))
