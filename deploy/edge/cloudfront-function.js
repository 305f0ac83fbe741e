// deploy/edge/src/cloudfront-function.ts and what it imports. "npm run generate" writes this.

import cf from "cloudfront";
import crypto from "crypto";
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
// deploy/edge/src/cloudfront-function.ts
function hmac(secret, text) {
	return crypto.createHmac("sha256", Buffer.from(secret, "base64url")).update(text).digest("base64url");
}
/** The signing keys, `id:secret,id:secret`, are the value of `keys` in the function's KeyValueStore. */
async function readKeys() {
	return (await cf.kvs().get("keys")).split(",").map((entry) => {
		const parts = entry.trim().split(":");
		return {
			id: parts[0],
			secret: parts[1]
		};
	});
}
/** A request that passes has the bucket's parameter in place of the signature, so that all readers of a file share one copy. */
async function handler(event) {
	const request = event.request;
	if (request.method !== "GET") return refused("method-not-allowed", event);
	const url = await verifyDownload({
		target: `${request.uri}?${request.rawQueryString()}`,
		nowMs: Date.now(),
		address: event.viewer.ip
	}, await readKeys(), hmac);
	if (url.failure !== void 0) return refused(url.failure, event);
	if (!isObjectKey(url.objectKey)) return refused("object-key-invalid", event);
	request.querystring = { "response-content-disposition": { value: encodeURIComponent(contentDisposition(url)) } };
	return request;
}
function refused(code, event) {
	const problem = problems[code];
	const body = Object.assign({
		type: "about:blank",
		code,
		requestId: event.context.requestId
	}, problem);
	return {
		statusCode: problem.status,
		statusDescription: problem.title,
		headers: {
			"content-type": { value: "application/problem+json" },
			"cache-control": { value: "no-store" },
			"x-content-type-options": { value: "nosniff" },
			"referrer-policy": { value: "no-referrer" }
		},
		body: JSON.stringify(body)
	};
}
