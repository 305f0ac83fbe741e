"""Lectern from Python: a task, its PDF, a group, a contest, URLs for readers whom the platform names, and a token of the
platform with a grant. Its ids begin with "example-", so that it cannot meet those of a real platform.

    LECTERN_URL=https://lectern.example.org LECTERN_API_KEY=lectern_key_… TOKEN_SECRET=… \
        PYTHONPATH=clients/python python3 examples/python/lectern_example.py statement.pdf
"""

import hmac
import json
import os
import sys
import time
import uuid
from base64 import urlsafe_b64encode

from lectern import Client, LecternError, ext, path


def sign_token(claims: dict, secret: str) -> str:
    """A JWT by HMAC-SHA256 (RFC 7519)."""
    def encode(part: bytes) -> str:
        return urlsafe_b64encode(part).rstrip(b"=").decode()

    header = {"alg": "HS256", "typ": "JWT"}
    text = ".".join(encode(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{encode(hmac.digest(secret.encode(), text.encode(), 'sha256'))}"


def main(pdf: str) -> None:
    url = os.environ["LECTERN_URL"]
    platform = Client(url, os.environ["LECTERN_API_KEY"])
    task = ext("example-42")
    group = ext("example-5")
    members = path("groups", group, "members")
    people = {"members": [
        {"externalId": "example-1", "name": "Grace", "role": "staff"},
        {"externalId": "example-7", "name": "Ada"},
    ]}

    # Whoever is not in a list is removed. So ask first what would change; a group that does not exist loses nobody.
    try:
        removed = platform.put(f"{members}?dryRun=true", people)["removed"]
    except LecternError as error:
        if error.code != "not-found":
            raise
        removed = 0
    if removed > 0:
        sys.exit(f"the group example-5 has {removed} members whom this example did not add, so it stops")

    # A task and its PDF. Doing this again changes nothing.
    print("task:", platform.put(path("tasks", task), {"title": "Sum of squares"})["outcome"])
    print("document:", platform.upload_document(task, pdf, language="en")["outcome"])

    # A group, and who is in it.
    platform.put(path("groups", group), {"name": "Algorithms"})
    changes = platform.put(members, people)
    print(f"members: {changes['added']} added, {changes['removed']} removed")

    # A contest with its task and its participant.
    synced = platform.sync_contest(
        ext("example-9"),
        {"name": "Finals", "startsAt": "2100-01-01T09:00:00Z"},
        tasks=[{"taskId": task, "label": "A"}],
        participants=[{"externalId": "example-7", "name": "Ada"}],
        max_removed=0,
    )
    print("contest:", synced["contest"]["outcome"])

    # A URL for somebody who may read the task now, as the platform knows.
    [item] = platform.grant_urls([{"taskId": task, "reader": {"externalId": "example-7", "name": "Ada"}}])
    if problem := item.get("problem"):
        sys.exit(f"no URL: {problem['code']}")
    print("url:", item["descriptionPdfUrl"])

    # A token for Lectern that lets its reader open the task for ten minutes.
    token = sign_token({
        "user_id": "example-7",
        "username": "Ada",
        "role": "student",
        "token_id": str(uuid.uuid4()),
        "aud": "lectern",
        "exp": int(time.time()) + 600,
        "lectern_tasks": [{"task": task}],
    }, os.environ["TOKEN_SECRET"])
    seen = Client(url, token).get(path("tasks", task))
    print(f"read by token: {seen['title']}, {seen['access']['ground']}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: lectern_example.py FILE.pdf")
    try:
        main(sys.argv[1])
    except LecternError as error:
        sys.exit(str(error))
