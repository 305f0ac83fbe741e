// signing/edge/verify.ts, for njs. "npm run generate" writes this.

const form = /^(?<path>\/[\w.~%/-]+)\?(?<query>expires=(?<expires>[1-9]\d{0,14})(?:&for=(?<client>[\d.]{7,15}|[\da-f]{16}))?&issue=(?<issueId>[\w-]{1,64})&kid=(?<keyId>[\w-]{1,32})(?<download>&download=1)?&name=(?<name>[\w.~%-]+)&v=1)&sig=(?<sig>[\w-]{43})$/;
/** Control characters, marks that change the direction of text, and path separators (file-name.ts). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: njs does not know \p{Cc}
const forbiddenInName = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069/\\]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: njs does not know \p{Cc}
const forbiddenInKey = /[\x00-\x1f\x7f-\x9f\\]/;
/**
* What the URL of a GET permits, or why it does not open. Throws nothing. The result is a promise if `hmac` returns one.
* As on the server, the signature is checked before the expiry, so a forged URL reveals nothing.
*/
function verifyDownload(request, keys, hmac) {
	const match = form.exec(request.target);
	// In njs, as in PCRE, `$` also matches before a final line break.
	if (match === null || match[0] !== request.target) return invalid("malformed");
	const given = match.groups;
	const key = findKey(keys, given["keyId"]);
	if (key === undefined) return invalid("key-unknown");
	const expected = hmac(key.secret, `lectern-url-v1\nGET\n${given["path"]}\n${given["query"]}`);
	if (typeof expected === "string") return judged(expected, given, request);
	return expected.then((text) => judged(text, given, request));
}
function judged(expected, given, request) {
	if (!isSame(expected, given["sig"])) return invalid("signature");
	const objectKey = decodeCanonical(given["path"].slice(1), encodeObjectKey);
	const fileName = decodeCanonical(given["name"], percentEncode);
	if (objectKey === undefined || fileName === undefined) return invalid("encoding");
	if (forbiddenInName.test(fileName) || byteLength(fileName) > 200) return invalid("encoding");
	const expiresAtMs = Number(given["expires"]) * 1e3;
	const download = {
		objectKey,
		fileName,
		isAttachment: given["download"] !== undefined,
		issueId: given["issueId"],
		keyId: given["keyId"],
		expiresAtMs
	};
	if (request.nowMs >= expiresAtMs) return Object.assign(download, { failure: "url-expired" });
	if (given["client"] === undefined || given["client"] === clientOf(request.address)) return download;
	return Object.assign(download, { failure: "url-wrong-place" });
}
/** A loop, because arrays of nginx's js_preload_object have no methods. */
function findKey(keys, id) {
	for (let at = 0; at < keys.length; at++) if (keys[at].id === id) return keys[at];
	return undefined;
}
/** Compares texts in constant time. */
function isSame(expected, given) {
	let difference = expected.length ^ given.length;
	for (let at = 0; at < expected.length; at++) difference |= expected.charCodeAt(at) ^ given.charCodeAt(at);
	return difference === 0;
}
/** An IPv4 address, or the /64 of an IPv6 address as 16 hexadecimal digits (client-address.ts), of any spelling that servers use. */
function clientOf(address) {
	if (address === undefined || address.indexOf(":") === -1) return address;
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
	if (text === undefined || text === "") return "";
	return text.split(":").map((group) => `0000${group}`.slice(-4)).join("");
}
/** The text that `encode` turns into exactly `encoded`, or undefined: each text has one encoding. */
function decodeCanonical(encoded, encode) {
	try {
		const text = decodeURIComponent(encoded);
		return encode(text) === encoded ? text : undefined;
	} catch (_) {
		return undefined;
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
	// Seven characters of the expiry, then two or three names and the unique part, eleven characters each.
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
	// njs counts a character above U+FFFF as one, other engines as two.
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

export default { verifyDownload, encodeObjectKey, isObjectKey, revocationNames, contentDisposition };
