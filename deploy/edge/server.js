// deploy/edge/src/server.ts and what it imports. "npm run generate" writes this.

// signing/bytes.ts
/** Encodings of bytes, for every runtime. */
var utf8 = (text) => new TextEncoder().encode(text);
var toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
var toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
/** Throws a `DOMException` if it is not base64. */
var fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
// signing/web-cryptography.ts
var hmac = {
	name: "HMAC",
	hash: "SHA-256"
};
/** The Web Cryptography API, for browsers, workers, Deno and Node. All its results are promises. */
var webCryptography = {
	sha256: async (text) => toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text)))),
	hmacSha256(secret) {
		let key;
		return async (text, encoding) => {
			key ??= importSecret(secret);
			return encoded(await signed(hmac.name, await key, text), encoding);
		};
	},
	hmacBytes: async (secret, text) => signed(hmac.name, await importSecret(secret), text)
};
({ ...webCryptography });
var importSecret = (secret) => crypto.subtle.importKey("raw", secret, hmac, false, ["sign"]);
var signed = async (algorithm, key, text) => new Uint8Array(await crypto.subtle.sign(algorithm, key, utf8(text)));
function encoded(bytes, encoding) {
	if (encoding === "hex") return toHex(bytes);
	const text = toBase64(bytes);
	return encoding === "base64" ? text : text.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
}
// signing/edge/verify.ts
var form = /^(?<path>\/[\w.~%/-]+)\?(?<query>expires=(?<expires>[1-9]\d{0,14})(?:&for=(?<client>[\d.]{7,15}|[\da-f]{16}))?&issue=(?<issueId>[\w-]{1,64})&kid=(?<keyId>[\w-]{1,32})(?<download>&download=1)?&name=(?<name>[\w.~%-]+)&v=1)&sig=(?<sig>[\w-]{43})$/;
/** Control characters, marks that change the direction of text, and path separators (file-name.ts). */
var forbiddenInName = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069/\\]/;
var forbiddenInKey = /[\x00-\x1f\x7f-\x9f\\]/;
/**
* What the URL of a GET permits, or why it does not open. Throws nothing. The result is a promise if `hmac` returns one.
* As on the server, the signature is checked before the expiry, so a forged URL reveals nothing.
*/
function verifyDownload(request, keys, hmac) {
	const match = form.exec(request.target);
	if (match === null || match[0] !== request.target) return invalid("malformed");
	const given = match.groups;
	const key = findKey(keys, given["keyId"]);
	if (key === void 0) return invalid("key-unknown");
	const expected = hmac(key.secret, `lectern-url-v1\nGET\n${given["path"]}\n${given["query"]}`);
	if (typeof expected === "string") return judged(expected, given, request);
	return expected.then((text) => judged(text, given, request));
}
function judged(expected, given, request) {
	if (!isSame(expected, given["sig"])) return invalid("signature");
	const objectKey = decodeCanonical(given["path"].slice(1), encodeObjectKey);
	const fileName = decodeCanonical(given["name"], percentEncode);
	if (objectKey === void 0 || fileName === void 0) return invalid("encoding");
	if (forbiddenInName.test(fileName) || byteLength(fileName) > 200) return invalid("encoding");
	const expiresAtMs = Number(given["expires"]) * 1e3;
	const download = {
		objectKey,
		fileName,
		isAttachment: given["download"] !== void 0,
		issueId: given["issueId"],
		keyId: given["keyId"],
		expiresAtMs
	};
	if (request.nowMs >= expiresAtMs) return Object.assign(download, { failure: "url-expired" });
	if (given["client"] === void 0 || given["client"] === clientOf(request.address)) return download;
	return Object.assign(download, { failure: "url-wrong-place" });
}
/** A loop, because arrays of nginx's js_preload_object have no methods. */
function findKey(keys, id) {
	for (let at = 0; at < keys.length; at++) if (keys[at].id === id) return keys[at];
}
/** Compares texts in constant time. */
function isSame(expected, given) {
	let difference = expected.length ^ given.length;
	for (let at = 0; at < expected.length; at++) difference |= expected.charCodeAt(at) ^ given.charCodeAt(at);
	return difference === 0;
}
/** An IPv4 address, or the /64 of an IPv6 address as 16 hexadecimal digits (client-address.ts), of any spelling that servers use. */
function clientOf(address) {
	if (address === void 0 || address.indexOf(":") === -1) return address;
	const dotted = /^::ffff:([\d.]+)$/i.exec(address);
	if (dotted !== null) return dotted[1];
	const halves = address.split("%")[0].toLowerCase().split("::");
	const start = groupsOf(halves[0]);
	const end = groupsOf(halves[1]);
	const digits = start + "0".repeat(Math.max(0, 32 - start.length - end.length)) + end;
	if (digits.indexOf("00000000000000000000ffff") !== 0) return digits.slice(0, 16);
	return digits.slice(24).match(/../g).map((byte) => Number.parseInt(byte, 16)).join(".");
}
function groupsOf(text) {
	if (text === void 0 || text === "") return "";
	return text.split(":").map((group) => `0000${group}`.slice(-4)).join("");
}
/** The text that `encode` turns into exactly `encoded`, or undefined: each text has one encoding. */
function decodeCanonical(encoded, encode) {
	try {
		const text = decodeURIComponent(encoded);
		return encode(text) === encoded ? text : void 0;
	} catch (_) {
		return;
	}
}
/** RFC 3986 §2.3: only unreserved characters stay. */
function percentEncode(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, escaped);
}
function escaped(character) {
	return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
function encodeObjectKey(key) {
	return key.split("/").map(percentEncode).join("/");
}
/** Bytes of UTF-8: each is one character, or one escape. */
function byteLength(text) {
	return encodeURIComponent(text).replace(/%../g, "_").length;
}
/** Whether a key is a path that stays below the folder of objects. */
function isObjectKey(key) {
	if (byteLength(key) > 1024 || forbiddenInKey.test(key)) return false;
	return key.split("/").every((segment) => segment !== "" && segment !== "." && segment !== ".." && byteLength(segment) <= 255);
}
/** What may revoke a URL: its issue id, and the names of its reader, its task and the program that asked, within that id. */
function revocationNames(issueId) {
	if (issueId.length !== 40 && issueId.length !== 51) return [issueId];
	return [
		issueId,
		issueId.slice(7, 18),
		issueId.slice(18, 29),
		issueId.slice(29, -11)
	].filter(Boolean);
}
/** `Content-Disposition`, RFC 6266: an ASCII fallback, and `filename*` in UTF-8 (RFC 8187) if the name needs it. */
function contentDisposition(download) {
	const name = download.fileName;
	const type = download.isAttachment ? "attachment" : "inline";
	if (/^[ -~]*$/.test(name) && !/%[\dA-F]{2}/i.test(name)) return `${type}; filename=${tokenOrQuoted(name)}`;
	const ascii = name.replace(/[^ -~]/g, (each) => each.codePointAt(0) > 65535 ? "??" : "?");
	const extended = encodeURIComponent(name).replace(/['()*]/g, escaped);
	return `${type}; filename=${tokenOrQuoted(ascii)}; filename*=UTF-8''${extended}`;
}
function tokenOrQuoted(text) {
	return /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}
function invalid(reason) {
	return {
		failure: "url-invalid",
		reason
	};
}
// signing/edge/index.ts
/** HMAC-SHA256 by the Web Cryptography API, for Workers, Deno and Node. Each secret is imported once. */
function createWebHmac() {
	const signers = /* @__PURE__ */ new Map();
	return (secret, text) => {
		let sign = signers.get(secret);
		if (sign === void 0) {
			sign = webCryptography.hmacSha256(fromBase64(secret.replaceAll("-", "+").replaceAll("_", "/")));
			signers.set(secret, sign);
		}
		return sign(text, "base64url");
	};
}
// src/core/redeem/refusal-page.ts
var words = {
	en: {
		refusals: {
			"url-expired": ["This link has expired", "Links to files work for a short time only. Open the task to get a new one, or reload the page that had this link."],
			"url-wrong-place": ["This link is for another address", "It works only from the network address that asked for it. Open the task here to get a new one."],
			"url-revoked": ["This link is no longer valid", "It was revoked, or your access has changed. Open the task, or reload the page that had this link."],
			"url-invalid": ["This link is not valid", "It is incomplete or was changed. Go back to the page that had this link, and open it there."],
			"object-not-found": ["This file no longer exists", "A newer one may have replaced it. Open the task, or reload the page that had this link."],
			unavailable: ["The file is unavailable right now", "Reload this page in a moment."],
			other: ["This link cannot be opened", "Go back to the page that had this link, and open it there."]
		},
		openTask: "Open the task",
		openLectern: "Go to Lectern",
		request: "Request"
	},
	pl: {
		refusals: {
			"url-expired": ["Ten link wygasł", "Linki do plików działają tylko przez krótki czas. Otwórz zadanie, aby dostać nowy, albo odśwież stronę, na której był ten link."],
			"url-wrong-place": ["Ten link jest dla innego adresu", "Działa tylko z adresu sieciowego, z którego o niego poproszono. Otwórz zadanie tutaj, aby dostać nowy."],
			"url-revoked": ["Ten link nie jest już ważny", "Został unieważniony albo zmieniły się uprawnienia. Otwórz zadanie albo odśwież stronę, na której był ten link."],
			"url-invalid": ["Ten link jest nieprawidłowy", "Jest niepełny albo został zmieniony. Wróć na stronę, na której był ten link, i otwórz go stamtąd."],
			"object-not-found": ["Ten plik już nie istnieje", "Mógł zostać zastąpiony nowszym. Otwórz zadanie albo odśwież stronę, na której był ten link."],
			unavailable: ["Plik jest teraz niedostępny", "Odśwież tę stronę za chwilę."],
			other: ["Nie można otworzyć tego linku", "Wróć na stronę, na której był ten link, i otwórz go stamtąd."]
		},
		openTask: "Otwórz zadanie",
		openLectern: "Przejdź do Lectern",
		request: "Żądanie"
	}
};
var style = `
:root { --ground: #f8f9fa; --card: #fff; --edge: #dee2e6; --text: #000; --dimmed: #586069; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #1f1f1f; --card: #2e2e2e; --edge: #424242; --text: #fff; --dimmed: #b8b8b8; }
}
body {
  margin: 0; padding: clamp(16px, 12vh, 120px) 16px 16px; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
main {
  max-width: 26rem; margin: 0 auto; padding: 24px; overflow-wrap: anywhere;
  background: var(--card); border: 1px solid var(--edge); border-radius: 8px;
}
h1 { margin: 0; font-size: 22px; font-weight: 650; line-height: 1.35; text-wrap: balance; }
p { margin: 12px 0 0; }
a {
  display: inline-block; margin-top: 8px; padding: 8px 18px; border-radius: 8px;
  background: #3b5bdb; color: #fff; font-weight: 600; text-decoration: none;
}
a:hover { background: #364fc7; }
a:focus-visible { outline: 2px solid #4c6ef5; outline-offset: 2px; }
small { color: var(--dimmed); }
`;
/** Whether a reply is for a person: browsers accept HTML when they open an address; `fetch` and curl don't name it. */
function asksForPage(accept) {
	return accept !== void 0 && /\btext\/html\b/i.test(accept);
}
/** What the page may do, apart from `frame-ancestors`. The request id, random for each reply, is the nonce of its style. */
function refusalPagePolicy(requestId) {
	return `default-src 'none'; style-src 'nonce-${requestId}'; base-uri 'none'; form-action 'none'`;
}
/**
* The HTML page that explains in the reader's language why a signed URL does not open, and links to what does. All its words are those
* above; the only part of the request in it is the id of a URL with a valid signature.
* @param appUrl address of the web app, without a trailing slash
*/
function refusalPage(refusal, request, appUrl) {
	const language = chooseLanguage(request.acceptLanguage);
	const all = words[language];
	const isOurFault = refusal.status >= 500;
	const texts = all.refusals[refusal.code] || all.refusals[isOurFault ? "unavailable" : "other"];
	const link = refusal.issueId === void 0 ? [`${appUrl}/`, all.openLectern] : [`${appUrl}/open/${encodeURIComponent(refusal.issueId)}`, all.openTask];
	const target = /^(?:iframe|frame|embed|object)$/.test(request.fetchDest || "") ? " target=\"_blank\" rel=\"noopener\"" : "";
	const wayOn = isOurFault ? `<small>${all.request} ${refusal.requestId}</small>` : `<a href="${escapeHtml(`${link[0]}`)}"${target}>${link[1]}</a>`;
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${texts[0]} · Lectern</title>
<style nonce="${refusal.requestId}">${style}</style>
</head>
<body>
<main>
<h1>${texts[0]}</h1>
<p>${texts[1]}</p>
<p>${wayOn}</p>
</main>
</body>
</html>
`;
}
/** The preferred one of our languages; English if there is none. */
function chooseLanguage(acceptLanguage) {
	let chosen = "en";
	let highest = 0;
	(acceptLanguage || "").split(",").forEach((range) => {
		const match = /^\s*([a-z]+)(?:-[\w-]*)?\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(range);
		const language = match === null ? "" : `${match[1]}`.toLowerCase();
		const quality = match === null || match[2] === void 0 ? 1 : Number(match[2]);
		if (!isOwn(language) || !(quality > highest)) return;
		chosen = language;
		highest = quality;
	});
	return chosen;
}
var isOwn = (language) => Object.keys(words).includes(language);
function escapeHtml(text) {
	return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}
// src/storage/file-types.ts
/** Types of stored files, by the ending of their names and of their object keys. */
var fileTypes = {
	pdf: {
		mediaType: "application/pdf",
		isShown: true
	},
	png: {
		mediaType: "image/png",
		isShown: true
	},
	jpg: {
		mediaType: "image/jpeg",
		isShown: true
	},
	jpeg: {
		mediaType: "image/jpeg",
		isShown: true
	},
	svg: {
		mediaType: "image/svg+xml",
		isShown: false
	},
	txt: {
		mediaType: "text/plain; charset=utf-8",
		isShown: false
	},
	csv: {
		mediaType: "text/csv; charset=utf-8",
		isShown: false
	},
	zip: {
		mediaType: "application/zip",
		isShown: false
	},
	/** An encrypted envelope, whose type reveals nothing about the content. */
	sealed: {
		mediaType: "application/octet-stream",
		isShown: false
	}
};
var endings = new Map(Object.keys(fileTypes).map((ending) => [ending, ending]));
/** The ending of an object key, in lower case; keys without a known one belong to PDFs. */
function endingOfKey(objectKey) {
	if (objectKey.endsWith(".pdf")) return "pdf";
	return endings.get(objectKey.slice(objectKey.lastIndexOf(".") + 1)) ?? "pdf";
}
/** The media type for delivery. */
var mediaType = (objectKey) => fileTypes[endingOfKey(objectKey)].mediaType;
Object.values(fileTypes).map((type) => type.mediaType);
// deploy/edge/src/problems.ts
/** What a server of signed URLs refuses: status and title of `src/lib/errors.ts`, and what to do. nginx and the edges share it. */
var problems = {
	"request-invalid": {
		status: 400,
		title: "The request is not valid",
		detail: "This request cannot have a body. Send it without one."
	},
	"object-key-invalid": {
		status: 400,
		title: "The object key cannot be used",
		detail: "Open the task again to get a new link."
	},
	"url-invalid": {
		status: 403,
		title: "This link is not valid",
		detail: "Use the whole link, unchanged, or open the task again to get a new one."
	},
	"url-expired": {
		status: 403,
		title: "This link has expired",
		detail: "Open the task again to get a new link."
	},
	"url-wrong-place": {
		status: 403,
		title: "This link was issued to another address",
		detail: "Open the task again to get a new link."
	},
	"url-revoked": {
		status: 403,
		title: "This link has been revoked",
		detail: "Open the task again to get a new link."
	},
	"object-not-found": {
		status: 404,
		title: "The file no longer exists",
		detail: "Open the task again to get a new link."
	},
	"method-not-allowed": {
		status: 405,
		title: "The method is not allowed here",
		detail: "Use GET for download links and PUT for upload links."
	},
	"range-not-satisfiable": {
		status: 416,
		title: "The range is outside the file",
		detail: "Ask for bytes that the file has."
	},
	"storage-unavailable": {
		status: 503,
		title: "The file storage is not responding",
		detail: "The file storage is not working. Try again later, or tell the operator."
	}
};
// deploy/edge/src/handler.ts
var originTimeoutMs = 15e3;
var Refusal = class extends Error {
	code;
	detail;
	headers;
	constructor(code, headers = {}, detail) {
		super(code);
		this.code = code;
		this.headers = headers;
		this.detail = detail;
	}
};
/**
* A server of signed URLs, as src/core/redeem is one, in the Fetch standard's terms. `address` is that of the client, `context` is for
* `open`.
*/
function createEdgeHandler(options) {
	const { keys, isRevoked, open } = options;
	const hmac = createWebHmac();
	const appUrl = options.publicUrl.replace(/\/$/, "");
	const webOrigin = new URL(appUrl).origin;
	const readers = [.../* @__PURE__ */ new Set([webOrigin, ...options.embedOrigins])];
	const framedBy = (policy) => `${policy}; frame-ancestors ${["'self'", ...readers].join(" ")}`;
	function commonHeaders(origin, requestId) {
		const headers = new Headers({
			"X-Request-Id": requestId,
			"X-Content-Type-Options": "nosniff",
			"Referrer-Policy": "no-referrer",
			"Content-Security-Policy": framedBy("default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"),
			"Strict-Transport-Security": "max-age=31536000",
			Vary: "Origin"
		});
		if (origin !== null && readers.includes(origin)) {
			headers.set("Access-Control-Allow-Origin", origin);
			headers.set("Access-Control-Expose-Headers", "Accept-Ranges, Content-Range, Content-Length, Content-Disposition, ETag, X-Request-Id");
		}
		return headers;
	}
	function preflight(origin, headers) {
		if (origin === null || !readers.includes(origin)) throw new Refusal("method-not-allowed");
		headers.set("Access-Control-Allow-Methods", origin === webOrigin ? "GET, PUT" : "GET");
		headers.set("Access-Control-Allow-Headers", "Range, If-Range, If-None-Match, Content-Type");
		headers.set("Access-Control-Max-Age", "7200");
		return new Response(null, {
			status: 204,
			headers
		});
	}
	async function deliver(request, url, headers, context) {
		const path = `/${encodeObjectKey(url.objectKey)}`;
		const etag = `"${path.slice(1)}"`;
		headers.set("ETag", etag);
		const lifeSeconds = Math.floor((url.expiresAtMs - Date.now()) / 1e3);
		headers.set("Cache-Control", `private, max-age=${Math.max(0, lifeSeconds)}, immutable`);
		if (matchesAny(request.headers.get("If-None-Match"), etag)) return new Response(null, {
			status: 304,
			headers
		});
		const ifRange = request.headers.get("If-Range");
		const range = ifRange === null || ifRange === etag ? request.headers.get("Range") : null;
		const object = await open(path, range === null ? void 0 : oneRangeOf(range), context);
		if (object.status === 404) throw new Refusal("object-not-found");
		const contentRange = object.headers.get("Content-Range");
		if (object.status === 416 && contentRange !== null) {
			const detail = `The file has ${contentRange.slice(contentRange.indexOf("/") + 1)} bytes. Request a range within it.`;
			throw new Refusal("range-not-satisfiable", { "Content-Range": contentRange }, detail);
		}
		if (object.status !== 200 && object.status !== 206) throw new Refusal("storage-unavailable");
		headers.set("Content-Type", mediaType(url.objectKey));
		headers.set("Content-Disposition", contentDisposition(url));
		headers.set("Accept-Ranges", "bytes");
		for (const name of ["Content-Length", "Content-Range"]) {
			const value = object.headers.get(name);
			if (value !== null) headers.set(name, value);
		}
		return new Response(object.body, {
			status: object.status,
			headers
		});
	}
	function refused(request, refusal, issueId, headers) {
		const { status, title, detail } = problems[refusal.code];
		const requestId = headers.get("X-Request-Id");
		for (const [name, value] of Object.entries(refusal.headers)) headers.set(name, value);
		headers.delete("ETag");
		headers.set("Cache-Control", "no-store");
		if (status === 405) headers.set("Allow", "GET");
		if (status === 503) headers.set("Retry-After", "1");
		let body = JSON.stringify({
			type: "about:blank",
			title,
			status,
			code: refusal.code,
			detail: refusal.detail ?? detail,
			requestId
		});
		headers.set("Content-Type", "application/problem+json");
		if (asksForPage(request.headers.get("Accept") ?? void 0)) {
			const asked = {
				acceptLanguage: request.headers.get("Accept-Language") ?? void 0,
				fetchDest: request.headers.get("Sec-Fetch-Dest") ?? void 0
			};
			body = refusalPage({
				code: refusal.code,
				status,
				requestId,
				issueId
			}, asked, appUrl);
			headers.set("Content-Type", "text/html; charset=utf-8");
			headers.set("Content-Security-Policy", framedBy(refusalPagePolicy(requestId)));
		}
		return new Response(request.method === "HEAD" ? null : body, {
			status,
			headers
		});
	}
	return async (request, address, context) => {
		const origin = request.headers.get("Origin");
		const headers = commonHeaders(origin, crypto.randomUUID());
		let issueId;
		try {
			if (request.method === "OPTIONS") return preflight(origin, headers);
			if (request.method !== "GET") throw new Refusal("method-not-allowed");
			const url = await verifyDownload({
				target: request.url.slice(request.url.indexOf("/", request.url.indexOf("//") + 2)),
				nowMs: Date.now(),
				address
			}, keys, hmac);
			if (!("issueId" in url)) throw new Refusal(url.failure);
			issueId = url.issueId;
			if (url.failure !== void 0) throw new Refusal(url.failure);
			if (await isRevoked(url.issueId)) throw new Refusal("url-revoked");
			if (hasBody(request)) throw new Refusal("request-invalid");
			if (!isObjectKey(url.objectKey)) throw new Refusal("object-key-invalid");
			return await deliver(request, url, headers, context);
		} catch (error) {
			return refused(request, error instanceof Refusal ? error : new Refusal("storage-unavailable"), issueId, headers);
		}
	};
}
/**
* Fetches objects from Lectern's file server or nginx, with a URL of the edge's own and not a reader's: its issue id is `edge`.
* @param keys the first one signs
*/
function createOrigin(url, keys) {
	const hmac = createWebHmac();
	const base = url.replace(/\/$/, "");
	return async (path, range) => {
		const [key] = keys;
		if (key === void 0) throw new Error("There are no signing keys.");
		const query = `expires=${Math.floor(Date.now() / 1e3) + 60}&issue=edge&kid=${key.id}&name=edge&v=1`;
		const signature = await hmac(key.secret, `lectern-url-v1\nGET\n${path}\n${query}`);
		return fetch(`${base}${path}?${query}&sig=${signature}`, {
			...range !== void 0 && { headers: { Range: range } },
			redirect: "manual",
			signal: AbortSignal.timeout(originTimeoutMs)
		});
	};
}
/** Parses `id:secret,id:secret`, as LECTERN_SIGNING_KEYS is written. */
function keysOf(text) {
	return text.split(",").map((entry) => entry.trim().split(":")).map(([id = "", secret = ""]) => ({
		id,
		secret
	}));
}
/** `If-None-Match`, RFC 9110 §13.1.2: weak comparison with a list, or `*`. */
function matchesAny(header, etag) {
	return header?.split(",").some((tag) => [
		"*",
		etag,
		`W/${etag}`
	].includes(tag.trim())) ?? false;
}
/** RFC 9110 §14.2: a header that is malformed, has another unit or requests several ranges is ignored. */
function oneRangeOf(header) {
	const [, first = "", last = ""] = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header) ?? [];
	if (first + last === "") return void 0;
	const range = {
		first: numberOf(first),
		last: numberOf(last)
	};
	return range.first !== void 0 && range.last !== void 0 && range.first > range.last ? void 0 : range;
}
var numberOf = (digits) => digits === "" ? void 0 : Number(digits);
function hasBody({ headers }) {
	return headers.has("Transfer-Encoding") || Number(headers.get("Content-Length") ?? 0) > 0;
}
// deploy/edge/src/revocations.ts
var freshMs = 1e3;
/** Then the names that have ended are left behind. */
var wholeEveryMs = 36e5;
var timeoutMs = 1500;
/** Asks Lectern once a second, while there are readers, what it has revoked. `isRevoked` rejects when that has been unknown too long. */
function createRevocations(api) {
	const maxAgeMs = (api.maxAgeSeconds ?? 30) * 1e3;
	let names = /* @__PURE__ */ new Set();
	let cursor;
	let [knownAtMs, askedAtMs, wholeAtMs] = [
		0,
		0,
		0
	];
	async function ask(since) {
		const query = since === void 0 ? "" : `?since=${encodeURIComponent(since)}`;
		const reply = await fetch(`${api.url.replace(/\/$/, "")}/api/v1/revocations${query}`, {
			headers: { Authorization: `Bearer ${api.key}` },
			signal: AbortSignal.timeout(timeoutMs)
		});
		if (!reply.ok) throw new Error(`Lectern answered ${reply.status}.`);
		return await reply.json();
	}
	async function refresh() {
		const startedMs = Date.now();
		askedAtMs = startedMs;
		let since = startedMs - wholeAtMs > wholeEveryMs ? void 0 : cursor;
		let known = names;
		for (let hasMore = true; hasMore;) {
			const feed = await ask(since);
			if (feed.isWhole) known = /* @__PURE__ */ new Set();
			for (const name of feed.names) known.add(name);
			({cursor: since, hasMore} = feed);
		}
		if (startedMs < knownAtMs) return;
		if (known !== names) wholeAtMs = startedMs;
		names = known;
		cursor = since;
		knownAtMs = startedMs;
	}
	return async (issueId) => {
		const nowMs = Date.now();
		const isUsable = () => Date.now() - knownAtMs < maxAgeMs;
		if (nowMs - knownAtMs >= freshMs && (nowMs - askedAtMs >= freshMs || !isUsable())) await refresh().catch((error) => {
			if (!isUsable()) throw error;
		});
		return revocationNames(issueId).some((name) => names.has(name));
	};
}
// deploy/edge/src/server.ts
/**
* A module for `deno serve`, with the environment variables of the Worker. It keeps no copies: put a cache behind it, or use it where the
* origin is near.
*/
var { env } = process;
var publicUrl = env["LECTERN_PUBLIC_URL"] ?? "";
var keys = keysOf(env["LECTERN_SIGNING_KEYS"] ?? "");
var origin = createOrigin(env["ORIGIN_URL"] ?? "", keys);
var handle = createEdgeHandler({
	keys,
	publicUrl,
	embedOrigins: (env["LECTERN_EMBED_ORIGINS"] ?? "").split(",").flatMap((each) => each.trim() || []),
	isRevoked: createRevocations({
		url: env["API_URL"] ?? publicUrl,
		key: env["LECTERN_API_KEY"] ?? "",
		maxAgeSeconds: Number(env["REVOCATIONS_MAX_AGE_SECONDS"] ?? 30)
	}),
	open: (path, range) => origin(path, range && headerOf(range))
});
var headerOf = ({ first, last }) => `bytes=${first ?? ""}-${last ?? ""}`;
/** Writes the log line of deploy/nginx when a reply has ended, for `lectern downloads import`. The query, which is signed, is not in it. */
function logged(request, client, response, startedMs) {
	const { pathname, searchParams } = new URL(request.url);
	const { body, headers, status } = response;
	let bytes = 0;
	const write = () => {
		const endedMs = Date.now();
		const line = {
			time: new Date(endedMs).toISOString(),
			requestId: headers.get("X-Request-Id"),
			client,
			method: request.method,
			path: pathname.split(/%(?:3f|23|3b|26|3d|25)/i, 1)[0]?.slice(0, 200),
			status,
			issueId: status < 400 ? searchParams.get("issue") : "",
			bytes,
			seconds: (endedMs - startedMs) / 1e3
		};
		console.log(JSON.stringify(line));
	};
	if (body === null) {
		write();
		return response;
	}
	async function* counted(from) {
		try {
			for await (const chunk of from) {
				yield chunk;
				bytes += chunk.length;
			}
		} finally {
			write();
		}
	}
	return new Response(ReadableStream.from(counted(body)), response);
}
var server_default = { async fetch(request, { remoteAddr: { hostname } }) {
	const startedMs = Date.now();
	return logged(request, hostname, await handle(request, hostname, void 0), startedMs);
} };
export { server_default as default };
