// Refusals as RFC 9457 problem details or as a page, like src/lib/errors.ts and src/core/redeem/refuse.ts.

import shared from 'problems.js';
import refusalPage from 'refusal-page.js';
import responseHeaders from 'response-headers.js';

function refuse(r, code, detail) {
  r.return(shared.problems[code].status, prepare(r, code, detail));
}

/** Sets the headers of a refusal, removes those of a document, and returns the body. */
function prepare(r, code, detail) {
  const problem = shared.problems[code];
  responseHeaders.setCommon(r);
  r.variables.lectern_etag = '';
  r.variables.lectern_outcome = code;
  delete r.headersOut['Content-Disposition'];
  delete r.headersOut['Accept-Ranges'];
  r.headersOut['Cache-Control'] = 'no-store';
  if (problem.status === 503) r.headersOut['Retry-After'] = '1';
  if (problem.status === 405) r.headersOut['Allow'] = 'GET';
  if (refusalPage.asksForPage(r.headersIn['Accept'])) return preparePage(r, code, problem.status);
  r.headersOut['Content-Type'] = 'application/problem+json';
  return JSON.stringify({
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    code: code,
    detail: detail === undefined ? problem.detail : detail,
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
