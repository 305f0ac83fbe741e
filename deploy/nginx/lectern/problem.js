// Refusals as RFC 9457 problem details or as a page, like src/lib/errors.ts and src/core/redeem/refuse.ts.

import refusalPage from 'refusal-page.js';
import responseHeaders from 'response-headers.js';

const openAgain = 'Open the task again to get a new link.';

const problems = {
  'request-invalid': [
    400,
    'The request is not valid',
    'This request cannot have a body. Send it without one.',
  ],
  'object-key-invalid': [400, 'The object key cannot be used', openAgain],
  'url-invalid': [
    403,
    'This link is not valid',
    'Use the whole link, unchanged, or open the task again to get a new one.',
  ],
  'url-expired': [403, 'This link has expired', openAgain],
  'url-wrong-place': [403, 'This link was issued to another address', openAgain],
  'url-revoked': [403, 'This link has been revoked', openAgain],
  'object-not-found': [404, 'The file no longer exists', openAgain],
  'method-not-allowed': [
    405,
    'The method is not allowed here',
    'Use GET for download links and PUT for upload links.',
  ],
  'range-not-satisfiable': [416, 'The range is outside the file', 'Ask for bytes that the file has.'],
  'storage-unavailable': [
    503,
    'The file storage is not responding',
    'The file storage is not working. Try again later, or tell the operator.',
  ],
};

function refuse(r, code, detail) {
  r.return(problems[code][0], prepare(r, code, detail));
}

/** Sets the headers of a refusal, removes those of a document, and returns the body. */
function prepare(r, code, detail) {
  const problem = problems[code];
  responseHeaders.setCommon(r);
  r.variables.lectern_etag = '';
  r.variables.lectern_outcome = code;
  delete r.headersOut['Content-Disposition'];
  delete r.headersOut['Accept-Ranges'];
  r.headersOut['Cache-Control'] = 'no-store';
  if (problem[0] === 503) r.headersOut['Retry-After'] = '1';
  if (problem[0] === 405) r.headersOut['Allow'] = 'GET';
  if (refusalPage.asksForPage(r.headersIn['Accept'])) return preparePage(r, code, problem[0]);
  r.headersOut['Content-Type'] = 'application/problem+json';
  return JSON.stringify({
    type: 'about:blank',
    title: problem[1],
    status: problem[0],
    code: code,
    detail: detail === undefined ? problem[2] : detail,
    requestId: r.variables.request_id,
  });
}

function preparePage(r, code, status) {
  const requestId = r.variables.request_id;
  const issueId = r.variables.lectern_issue;
  const refusal = {
    code: code,
    status: status,
    requestId: requestId,
    issueId: issueId ? issueId : undefined,
  };
  const request = {
    acceptLanguage: r.headersIn['Accept-Language'],
    fetchDest: r.headersIn['Sec-Fetch-Dest'],
  };
  r.headersOut['Content-Type'] = 'text/html; charset=utf-8';
  r.headersOut['Content-Security-Policy'] = responseHeaders.framedBy(
    r,
    refusalPage.refusalPagePolicy(requestId),
  );
  return refusalPage.refusalPage(refusal, request, responseHeaders.appUrl(r));
}

// biome-ignore lint/style/noDefaultExport: the only export that njs has
export default { refuse, prepare };
