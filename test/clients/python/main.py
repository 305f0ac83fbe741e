"""Makes the calls that it reads from standard input, and prints their results."""

import json
import resource
import sys
from datetime import datetime

from lectern import Client, LecternError

COUNTS = ("added", "changed", "removed", "unchanged")


def counts(changes):
    return changes and {name: changes[name] for name in COUNTS}


def grant_urls(client, wishes):
    return [
        {
            "outcome": item["outcome"],
            "task": item.get("taskExternalId") or "",
            "url": item.get("descriptionPdfUrl") or "",
            **({"problem": item["problem"]["code"]} if item.get("problem") else {}),
        }
        for item in client.grant_urls(wishes)
    ]


def sync_contest(client, contestId, contest, maxRemoved=None, **lists):
    synced = client.sync_contest(contestId, contest, **lists, max_removed=maxRemoved)
    return {
        "contest": synced["contest"]["outcome"],
        "putTasks": [each["outcome"] for each in synced["putTasks"]],
        "tasks": counts(synced["tasks"]),
        "participants": counts(synced["participants"]),
        "groups": counts(synced["groups"]),
    }


def remove_deleted(client, kind, externalIds, listedAt, apiKeyIds=(), maxRemoved=None, dryRun=False):
    at = datetime.fromisoformat(listedAt)
    options = {"api_key_ids": apiKeyIds, "max_removed": maxRemoved, "dry_run": dryRun}
    done = client.remove_deleted(kind, externalIds, at, **options)
    return {
        **{name: done[name] for name in ("removed", "remaining", "kept")},
        "named": len(done["removals"]),
        "told": done.get("losesAccess", {}).get("count"),
    }


CALLS = {
    "get": lambda client, path: client.get(path),
    "post": lambda client, path, body=None, idempotencyKey=None: client.post(
        path, body, idempotency_key=idempotencyKey
    ),
    "put": lambda client, path, body=None, ifMatch=None: client.put(path, body, if_match=ifMatch),
    "patch": lambda client, path, body=None: client.patch(path, body),
    "delete": lambda client, path: client.delete(path),
    "pages": lambda client, path: list(client.pages(path)),
    "uploadDocument": lambda client, taskId, file, **upload: client.upload_document(taskId, file, **upload),
    "grantUrls": grant_urls,
    "syncContest": sync_contest,
    "removeDeleted": remove_deleted,
}


def do(client, call, **options):
    try:
        return {"result": CALLS[call](client, **options)}
    except LecternError as error:
        return {
            "error": {
                "code": error.code,
                "detail": error.detail,
                "status": error.status,
                "requestId": error.request_id,
                "facts": error.facts,
            }
        }


session = json.load(sys.stdin)
timeout = {"timeout": session["timeoutSeconds"]} if "timeoutSeconds" in session else {}
client = Client(session["baseUrl"], session["token"], **timeout)
results = [do(client, **call) for call in session["calls"]]
usage = resource.getrusage(resource.RUSAGE_SELF)
json.dump({"results": results, "maxRssKiB": usage.ru_maxrss}, sys.stdout)
