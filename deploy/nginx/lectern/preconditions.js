// Preconditions and ranges, like src/core/redeem/redeem.ts and src/core/redeem/headers.ts.

/** `If-None-Match`, RFC 9110 §13.1.2: weak comparison with a list, or `*`. Our tags never contain a comma. */
function matchesAny(header, etag) {
  if (header === undefined) return false;
  return header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

/**
 * Which bytes of `size` a reply contains, RFC 9110 §14.2: 'whole', 'part' or 'unsatisfiable'. nginx extracts the part, but treats a
 * malformed range as unsatisfiable, so this filters those first.
 */
function chooseRange(header, size) {
  const match = header === undefined ? null : /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header);
  if (match === null || (match[1] === '' && match[2] === '')) return 'whole';
  if (match[1] === '') return suffix(Number(match[2]), size);
  const first = Number(match[1]);
  if (match[2] !== '' && Number(match[2]) < first) return 'whole';
  return first < size ? 'part' : 'unsatisfiable';
}

function suffix(length, size) {
  if (length === 0) return 'unsatisfiable';
  return size === 0 ? 'whole' : 'part';
}

// biome-ignore lint/style/noDefaultExport: the only export that njs has
export default { matchesAny, chooseRange };
