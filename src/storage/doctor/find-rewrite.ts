import { type Answer, ask, type Patient, refusalOf, signedUrl } from './check.ts';

/**
 * Why a valid URL may be refused at the public address, in words. A storage that verifies host and path tells
 * it by what it accepts instead: a URL signed for the internal host, or for a path without the prefix, sent
 * to the public address all the same.
 */
export async function findRewrite(patient: Patient, answer: Answer): Promise<string> {
  const { storage } = patient;
  const known = knownRemedy(refusalOf(answer));
  if (known) return known;
  const { endpoints } = storage;
  if (!endpoints) return 'Let the proxy pass path and query on as they are, and check the secret that signs.';

  const [outside, inside] = [new URL(endpoints.public), new URL(endpoints.internal)];
  const prefix = outside.pathname.replace(/\/$/, '');
  const host = `the Host header: ${outside.host} was signed, ${inside.host} arrives`;
  const path = `the path: ${prefix}/… was signed, /… arrives`;
  for (const received of [
    { host: inside.host, prefix, what: host },
    { host: outside.host, prefix: '', what: path },
    { host: inside.host, prefix: '', what: `${host}; and ${path}` },
  ]) {
    if (received.host === outside.host && received.prefix === prefix) continue; // as it was signed
    const signer = endpoints.signerFor(`${outside.protocol}//${received.host}${received.prefix}`);
    const signed = new URL(await signedUrl(patient, { signer }));
    const below = signed.pathname.slice(received.prefix.length);
    const sent = `${new URL(storage.publicUrl).origin}${prefix}${below}${signed.search}`;
    if ((await ask(sent)).status === 200) {
      return `A proxy rewrites ${received.what}. Let it pass on what browsers send (nginx: proxy_set_header Host $http_host).`;
    }
  }
  return 'The secret that signs is not the one that the storage knows, or something on the way changes the query.';
}

/** What the codes of S3 mean for an operator (Amazon S3 API Reference, Error responses). */
function knownRemedy(refusal: string): string | undefined {
  return {
    AuthorizationHeaderMalformed: 'S3_REGION is not the region of the bucket.',
    AuthorizationQueryParametersError: 'S3_REGION is not the region of the bucket.',
    InvalidAccessKeyId: 'The storage does not know this access key.',
    RequestTimeTooSkewed: 'Set the clock of this machine.',
    NoSuchBucket: 'There is no such bucket.',
  }[refusal.split(' ')[1] ?? ''];
}
