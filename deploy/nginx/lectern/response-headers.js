// The headers of src/core/redeem/headers.ts and src/core/redeem/respond.ts, for njs.

const exposedHeaders =
  'Accept-Ranges, Content-Range, Content-Length, Content-Disposition, ETag, X-Request-Id';

/** Sets the headers of every reply. */
function setCommon(r) {
  const headers = r.headersOut;
  headers['X-Request-Id'] = r.variables.request_id;
  headers['X-Content-Type-Options'] = 'nosniff';
  headers['Referrer-Policy'] = 'no-referrer';
  headers['Content-Security-Policy'] = framedBy(
    r,
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
  );
  if (r.variables.scheme === 'https') headers['Strict-Transport-Security'] = 'max-age=31536000';
  headers['Vary'] = 'Origin'; // caches must not mix up origins
  if (!mayRead(r)) return;
  headers['Access-Control-Allow-Origin'] = r.headersIn['Origin'];
  headers['Access-Control-Expose-Headers'] = exposedHeaders;
}

/** A Content-Security-Policy that allows framing only by pages that may read the reply. */
function framedBy(r, policy) {
  return `${policy}; frame-ancestors ${["'self'"].concat(readingOrigins(r)).join(' ')}`;
}

/** The address of the web app, without a trailing slash. */
function appUrl(r) {
  return r.variables.lectern_public_url.replace(/\/$/, '');
}

/** The origin of the web app. */
function webOrigin(r) {
  return appUrl(r).replace(/^(https?:\/\/[^/]+).*$/i, '$1');
}

/** Whether the requesting page may read the reply; origins are compared exactly. */
function mayRead(r) {
  const origin = r.headersIn['Origin'];
  return origin !== undefined && readingOrigins(r).includes(origin);
}

/** The origin of the web app, and those of platforms, in the format of LECTERN_EMBED_ORIGINS. */
function readingOrigins(r) {
  const listed = r.variables.lectern_embed_origins.split(',').map((each) => each.trim());
  return [webOrigin(r)].concat(listed.filter((each) => each !== ''));
}

function setPreflight(r) {
  const isWebApp = r.headersIn['Origin'] === webOrigin(r);
  r.headersOut['Access-Control-Allow-Methods'] = isWebApp ? 'GET, PUT' : 'GET';
  r.headersOut['Access-Control-Allow-Headers'] = 'Range, If-Range, If-None-Match, Content-Type';
  r.headersOut['Access-Control-Max-Age'] = '7200'; // seconds; the maximum in Chromium
}

// biome-ignore lint/style/noDefaultExport: the only export that njs has
export default { setCommon, setPreflight, framedBy, appUrl, mayRead };
