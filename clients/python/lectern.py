"""Calls the API of Lectern, which lets the right people open a private PDF for a few minutes through a short-lived
signed URL. It needs only the standard library.

    client = Client("https://lectern.example.org", os.environ["LECTERN_API_KEY"])
    task = ext(42)
    client.put(path("tasks", task), {"title": "Sum of squares"})
    client.upload_document(task, "sum.en.pdf", language="en")

Calls raise LecternError. The paths, bodies and replies are those of openapi.json, which every server shows at /docs.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import random
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any, BinaryIO
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

__all__ = ["Client", "LecternError", "ext", "path", "verify_webhook"]

Json = Mapping[str, Any]

_FIRST_PAUSE_SECONDS = 0.3
_LONGEST_PAUSE_SECONDS = 30
_MAX_REPLY_BYTES = 16 * 1024 * 1024
_UPLOAD_ATTEMPTS = 3
_UPLOAD_TIMEOUT_SECONDS = 60
_MAX_WISHES = 100
_WEBHOOK_TOLERANCE_SECONDS = 5 * 60
# The paths whose POST takes an Idempotency-Key.
_KEYED = re.compile(
    r"/api/v1/(accounts(/[^/]+/setup-link)?|api-keys|contests(/[^/]+/(copies|notices))?|groups"
    r"|people-import|setup-links|signing-keys|tasks|webhooks)"
)
# Those whose POST may come twice without a key.
_HARMLESS = re.compile(r"/api/v1/(granted-urls|tasks/[^/]+/documents/[^/]+/complete)")


class LecternError(Exception):
    """What went wrong with a request. Programs read its `code`, never its `detail`.

    code: a code of the API, which a server lists at /manual/errors, or one of this module: `network`,
        `reply-unreadable`, `upload-failed`, `would-remove` (also of the API)
    detail: tells a person what to do
    status: that of HTTP; 0 without a reply
    request_id: finds the request in the log of the server
    facts: the other members of the problem (RFC 9457), and `retryAfterSeconds`
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        status: int = 0,
        request_id: str | None = None,
        facts: Json | None = None,
    ) -> None:
        super().__init__(f"{code}: {detail}" + (f" (request {request_id})" if request_id else ""))
        self.code = code
        self.detail = detail
        self.status = status
        self.request_id = request_id
        self.facts: dict[str, Any] = dict(facts or {})


def ext(id: int | str) -> str:
    """How the API is told an id of your platform: `ext:42`."""
    return f"ext:{id}"


def path(*segments: str) -> str:
    """A path of the API from its segments, percent-encoded: `path("tasks", ext(42))`."""
    return "/api/v1/" + "/".join(quote(segment, safe="") for segment in segments)


def verify_webhook(secret: str, headers: Mapping[str, str], body: bytes, now: float | None = None) -> dict[str, Any]:
    """Verifies a request of a webhook (Standard Webhooks, version 1), and returns its event.

    The secret is the one that Lectern showed once (`whsec_…`), the body is unchanged, and `now` is in Unix seconds.
    Raises ValueError if no signature is right, or the request is more than five minutes off.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    id, timestamp, signatures = (lower.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    age = (time.time() if now is None else now) - int(timestamp) if re.fullmatch(r"[0-9]{1,12}", timestamp) else None
    if age is None or abs(age) > _WEBHOOK_TOLERANCE_SECONDS:
        raise ValueError("the time of the webhook is missing, or more than five minutes off")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, f"{id}.{timestamp}.".encode() + body, "sha256") if key else b""
    expected = b"v1," + base64.b64encode(digest)
    if not key or not any(hmac.compare_digest(each.encode(), expected) for each in signatures.split(" ")):
        raise ValueError("the webhook is not signed with this secret")
    return json.loads(body)


class Client:
    """Calls the API for the owner of one token. Threads may share it."""

    def __init__(self, base_url: str, token: str, *, timeout: float = 15, attempts: int = 3) -> None:
        """
        token: an API key, a JWT of your platform or the token of a session
        timeout: seconds that an attempt may go without a byte of the reply before it has failed
        attempts: how often a request is sent at most that is safe to repeat
        Raises ValueError if base_url is not a plain http or https URL, or if no header can carry the token.
        """
        url = urlsplit(base_url)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise ValueError("base_url must be an http or https URL, as in https://lectern.example.org")
        if "?" in base_url or "#" in base_url or "@" in url.netloc:
            raise ValueError(
                "base_url must have no query, fragment or password, as in https://lectern.example.org"
            )
        if not all(" " < character <= "~" for character in token):
            raise ValueError(
                "the token has a space, a line break or another character that no header can carry; remove it"
            )
        self._base = base_url.rstrip("/")
        self._token = token
        self._timeout = timeout
        self._attempts = attempts

    def get(self, path: str) -> Any:
        return self._call("GET", path)

    def post(
        self, path: str, body: Json | None = None, *, idempotency_key: str | None = None
    ) -> Any:
        """Is repeated only where the API does the work once: what creates something has an idempotency key.

        idempotency_key: has the request done once however often it is sent, also by later calls with this key within
            a day; default: a random one for each call
        """
        return self._call("POST", path, body, idempotency_key=idempotency_key)

    def put(self, path: str, body: Json | None = None, *, if_match: str | None = None) -> Any:
        """Says how something is to be: omitted fields get their defaults. Doing it again changes nothing.

        if_match: an `etag`; with another one nothing is changed, and the error is `precondition-failed`
        """
        return self._call("PUT", path, body, if_match=if_match)

    def patch(self, path: str, body: Json | None = None, *, if_match: str | None = None) -> Any:
        """Changes the fields that body has. It is sent once."""
        return self._call("PATCH", path, body, if_match=if_match)

    def delete(self, path: str, *, if_match: str | None = None) -> Any:
        """Removes something. If the reply to an attempt was lost, the next one can fail as `not-found`."""
        return self._call("DELETE", path, if_match=if_match)

    def pages(self, path: str) -> Iterator[list[Any]]:
        """The items of a list, page by page. Each page is requested when you ask for it."""
        at = path
        while True:
            page = self.get(at)
            yield page["items"]
            if page["nextCursor"] is None:
                return
            at = f"{path}{'&' if '?' in path else '?'}{urlencode({'cursor': page['nextCursor']})}"

    def upload_document(
        self,
        task_id: str,
        file: str | os.PathLike[str],
        *,
        language: str,
        file_name: str | None = None,
        reason: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Makes a PDF the current version of its language.

        It hashes the file, announces it, streams it to the storage, which does not see the token, and completes it. The
        file is announced and sent again when the connection breaks.

        file: path of the PDF
        language: a BCP 47 tag
        file_name: how readers save it; default: the name of the file
        reason: tells readers why it replaces another version: a line for each language
        Returns the version with its `outcome`: `uploaded`, or `unchanged` if the current version is the same file.
        Raises LecternError `upload-failed` if the storage refuses the file, or as the API refuses; OSError.
        """
        with open(file, "rb") as pdf:
            size, sha256 = _hash(pdf)
            document = {"fileName": file_name or os.path.basename(file), "size": size, "sha256": sha256}
            for attempt in range(_UPLOAD_ATTEMPTS):
                put = self.put(path("tasks", task_id, "documents", language), document)
                if put["outcome"] == "unchanged":
                    return {**put["version"], "outcome": "unchanged"}
                upload = put["upload"]
                pdf.seek(0)
                if _put_bytes(upload["uploadUrl"], upload["uploadHeaders"], pdf, size):
                    complete = path("tasks", task_id, "documents", upload["versionId"], "complete")
                    version = self.post(complete, {"reason": reason} if reason else None)
                    return {**version, "outcome": "uploaded"}
                if attempt < _UPLOAD_ATTEMPTS - 1:
                    time.sleep(2**attempt)
        raise LecternError("network", "The connection broke during the upload.")

    def grant_urls(self, wishes: Sequence[Json]) -> list[dict[str, Any]]:
        """URLs for readers who may read a task now, as your platform knows, in the order of the wishes.

        wishes: items of `POST /api/v1/granted-urls`: `taskId`, `reader` and options. 100 are requested at a time.
        Returns items with the `outcome` `issued` and a `descriptionPdfUrl`, or `refused` and a `problem`.
        The token must be an API key with the scope `grant`.
        """
        return [
            item
            for start in range(0, len(wishes), _MAX_WISHES)
            for item in self.post(path("granted-urls"), {"items": wishes[start : start + _MAX_WISHES]})["items"]
        ]

    def sync_contest(
        self,
        contest_id: str,
        contest: Json,
        *,
        tasks: Sequence[Json] | None = None,
        participants: Sequence[Json] | None = None,
        groups: Sequence[str] | None = None,
        max_removed: int | None = None,
    ) -> dict[str, Any]:
        """Puts the tasks of a contest, the contest, and then its lists of tasks, participants and groups.

        Each request is one transaction, and all may be done again: the second time changes nothing.

        contest: the body of `PUT /api/v1/contests/{contestId}`, whose omitted fields get their defaults; only
            omitted `staff` stay
        tasks: all tasks of the contest in their order, as `PUT /api/v1/contests/{contestId}/tasks` takes them. A row may
            also have `task`, the body of `PUT /api/v1/tasks/{taskId}`, which creates or changes the task itself. None
            leaves the list as it is.
        participants: all participants who were added individually; None leaves them as they are
        groups: the ids of all groups whose members take part; None leaves them as they are
        max_removed: how many rows each list may lose; None for any number. If it would lose more, nothing is done to the
            contest or its lists, and the error is `would-remove`.
        Returns the replies: `contest`, `putTasks` for the rows with a `task`, and `tasks`, `participants` and `groups`,
        each None if it was left as it is. The token must be an API key with the scope `sync`.
        """
        rows = {
            "tasks": None if tasks is None else [_without(row, "task") for row in tasks],
            "participants": participants,
            "groups": None if groups is None else [{"groupId": group} for group in groups],
        }
        lists = {name: {name: given} for name, given in rows.items() if given is not None}
        put_tasks = [
            self.put(path("tasks", row["taskId"]), row["task"]) for row in tasks or () if row.get("task")
        ]
        for name, body in lists.items() if max_removed is not None else ():
            try:
                removed = self.put(path("contests", contest_id, name) + "?dryRun=true", body)["removed"]
            except LecternError as error:
                if error.status != 404:
                    raise
                continue  # there is no such contest yet, so it has nothing to lose
            if removed > max_removed:
                raise LecternError(
                    "would-remove",
                    f"This would remove {removed} from the {name} of the contest, more than you allow: "
                    "check the id and the list.",
                    facts={"list": name, "removed": removed},
                )
        put = self.put(path("contests", contest_id), contest)
        changes = {name: self.put(path("contests", contest_id, name), body) for name, body in lists.items()}
        return {
            "contest": put,
            "putTasks": put_tasks,
            "tasks": changes.get("tasks"),
            "participants": changes.get("participants"),
            "groups": changes.get("groups"),
        }

    def remove_deleted(
        self,
        kind: str,
        external_ids: Iterable[int | str],
        listed_at: datetime,
        *,
        api_key_ids: Sequence[str] = (),
        max_removed: int | None = None,
        dry_run: bool = False,
    ) -> dict[str, Any]:
        """Removes the `tasks`, `groups` or `contests` that the key has put and your platform no longer has.

        At most 100 are removed in a transaction; the request is repeated until none remain.

        external_ids: those of all that your platform has, without `ext:`
        listed_at: when your platform began to list them, with a time zone. What was created in Lectern since then stays.
        api_key_ids: other API keys of your platform, also removed ones: what they have put is yours too
        max_removed: how many may be removed; None for 10, or 20 % if that is more, but never all. If there are more,
            the error is `would-remove`.
        dry_run: only says what one request would remove, and who would lose access
        Returns the last reply, with the `removals` of all. The token must be an API key with the scope `sync`.
        """
        if listed_at.tzinfo is None:
            raise ValueError("listed_at must have a time zone, as in datetime.now(timezone.utc)")
        query = {"dryRun": str(dry_run).lower(), "maxRemoved": max_removed}
        at = path("sync", kind) + "?" + urlencode({name: given for name, given in query.items() if given is not None})
        body = {
            "externalIds": [str(id) for id in external_ids],
            "listedAt": listed_at.isoformat(),
            "apiKeyIds": list(api_key_ids),
        }
        removals: list[Any] = []
        while True:
            reply = self.put(at, body)
            removals += reply["removals"]
            if dry_run or reply["remaining"] == 0:
                return {**reply, "removed": len(removals), "removals": removals}

    def _call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        bare = path.partition("?")[0]
        if not bare.startswith("/") or any(segment in ("", ".", "..") for segment in bare.split("/")[1:]):
            raise ValueError(f"the path {path!r} has an empty segment or one of dots: is an id missing?")
        if not re.fullmatch("[!-~]+", path):
            raise ValueError(f"the path {path!r} is not percent-encoded: make it with path()")
        headers = {"Accept": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        if if_match is not None:
            headers["If-Match"] = if_match
        if method == "POST" and idempotency_key is None and _KEYED.fullmatch(bare):
            idempotency_key = secrets.token_hex(16)
        if idempotency_key is not None:
            # A string of structured fields (RFC 8941 §3.3.3).
            escaped = idempotency_key.replace("\\", "\\\\").replace('"', '\\"')
            headers["Idempotency-Key"] = f'"{escaped}"'
        is_repeatable = (
            # With If-Match, the first attempt may have changed the etag.
            (method in ("GET", "PUT", "DELETE") and if_match is None)
            or idempotency_key is not None
            or (method == "POST" and _HARMLESS.fullmatch(bare) is not None)
        )
        data = None if body is None else json.dumps(body).encode()
        attempt = 1
        while True:
            try:
                return self._send(Request(self._base + path, data, headers, method=method))
            except LecternError as error:
                pause = _pause_seconds(error, attempt)
                if not is_repeatable or pause is None or attempt >= self._attempts:
                    raise
                time.sleep(pause)
            attempt += 1

    def _send(self, request: Request) -> Any:
        status, headers, content = _exchange(request, self._timeout)
        if not 200 <= status < 300:
            raise _error_of(status, headers, content)
        if not content:
            return None
        try:
            return json.loads(content)
        except ValueError:
            raise LecternError(
                "reply-unreadable", "The server did not reply in JSON: check base_url.", status=status
            ) from None


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


_opener = build_opener(_NoRedirects)


def _exchange(request: Request, timeout: float) -> tuple[int, Any, bytes]:
    """Sends one request, follows no redirect, and reads the whole reply: status, headers and body.

    timeout: seconds in which nothing moves
    """
    try:
        try:
            response: Any = _opener.open(request, timeout=timeout)
        except HTTPError as error:
            response = error
        with response:
            content = response.read(_MAX_REPLY_BYTES + 1)
        if len(content) < min(int(response.headers.get("Content-Length", 0)), _MAX_REPLY_BYTES + 1):
            raise ConnectionResetError("the reply broke off")  # which read() reports only without a limit
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise LecternError(
            "network", f"The server could not be reached, or the connection broke: {reason}."
        ) from error
    if len(content) > _MAX_REPLY_BYTES:
        raise LecternError(
            "reply-unreadable",
            f"The reply has more than {_MAX_REPLY_BYTES} bytes: ask for less at once.",
            status=response.status,
        )
    return response.status, response.headers, content


def _pause_seconds(error: LecternError, attempt: int) -> float | None:
    """How long to wait until the same request may succeed; None if it may not, or not soon."""
    if error.status not in (429, 502, 503, 504) and error.code not in ("network", "request-in-progress"):
        return None
    named = error.facts.get("retryAfterSeconds")
    if named:
        return named if named <= _LONGEST_PAUSE_SECONDS else None
    return _FIRST_PAUSE_SECONDS * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)


def _error_of(status: int, headers: Any, content: bytes) -> LecternError:
    seconds = _retry_after(headers)
    named = {} if seconds is None else {"retryAfterSeconds": seconds}
    try:
        problem = json.loads(content)
        code = problem["code"]
    except (ValueError, KeyError, TypeError):
        detail = (
            "The server redirects to another address: use that as base_url. The token is not sent there."
            if status < 400
            else f"The server answered with status {status}, but not as Lectern does: check base_url."
        )
        return LecternError("reply-unreadable", detail, status=status, facts=named)
    return LecternError(
        code,
        problem.get("detail") or problem.get("title") or code,
        status=status,
        request_id=problem.get("requestId"),
        facts={**_without(problem, "type", "title", "status", "code", "detail", "requestId"), **named},
    )


def _retry_after(headers: Any) -> float | None:
    """Seconds, from a number or a date (RFC 9110 §10.2.3), which counts from the Date of the reply."""
    value = headers.get("Retry-After", "")
    if re.fullmatch("[0-9]{1,9}", value):
        return int(value)
    try:
        until = parsedate_to_datetime(value).timestamp()
    except (TypeError, ValueError):
        return None
    try:
        start = parsedate_to_datetime(headers.get("Date", "")).timestamp()
    except (TypeError, ValueError):
        start = time.time()
    return max(0, until - start)


def _without(mapping: Json, *names: str) -> dict[str, Any]:
    return {name: value for name, value in mapping.items() if name not in names}


def _hash(file: BinaryIO) -> tuple[int, str]:
    sha256 = hashlib.sha256()
    size = 0
    while chunk := file.read(1024 * 1024):
        size += len(chunk)
        sha256.update(chunk)
    return size, sha256.hexdigest()


def _put_bytes(url: str, headers: Mapping[str, str], file: BinaryIO, size: int) -> bool:
    """Sends a file to a signed upload URL; False if it may be sent again."""
    request = Request(url, file, {**headers, "Content-Length": str(size)}, method="PUT")
    try:
        status, _, _ = _exchange(request, _UPLOAD_TIMEOUT_SECONDS)
    except LecternError as error:
        if error.code != "network":
            raise
        return False
    # 409 and 412: an earlier attempt arrived, and the storage overwrites nothing.
    if 200 <= status < 300 or status in (409, 412):
        return True
    if status == 507:
        raise LecternError("storage-full", "The file storage has no room for this file.", status=status)
    if status >= 500:
        return False
    raise LecternError("upload-failed", f"The storage refused the upload with status {status}.", status=status)
