import type { Endpoints } from '../../storage/storage.ts';
import type { CheckContext } from './check.ts';
import { remedyFor } from './failure.ts';
import { ask, codeIn, type ProbeReply, signedUrl } from './probe.ts';

/** Providers' codes for a signature mismatch of any cause. */
const mismatches = ['SignatureDoesNotMatch', 'AuthenticationFailed'];
const letItPass =
  'Configure it to pass on what browsers send (nginx: proxy_set_header Host $http_host, and proxy_pass without a path).';

/**
 * Explains why a valid URL is refused at the public address: from the code of the refusal, from the request that the
 * storage reports, or from URLs that it accepts instead.
 */
export async function findRewrite(context: CheckContext, url: string, answer: ProbeReply): Promise<string> {
  const { remedies, endpoints } = context.storage;
  const code = codeIn(answer) ?? String(answer.status);
  const known = mismatches.includes(code) ? undefined : remedyFor(remedies, code);
  if (known) return known;
  const differences = differencesTold(url, answer) ?? (endpoints && (await findAccepted(context, endpoints)));
  if (differences) return `A proxy rewrites ${differences}. ${letItPass}`;
  return 'A proxy changes the host, the path or the query, or the public address does not belong to this storage. Configure proxies to pass on what browsers send.';
}

/**
 * Compares a URL with the `CanonicalRequest` that Amazon S3, Google Cloud and Swift's s3api return for a mismatch:
 * method, path, query and signed headers (Signature Version 4, Create a canonical request).
 */
function differencesTold(url: string, { body }: ProbeReply): string | undefined {
  const told = /<CanonicalRequest>([^<]+)<\/CanonicalRequest>/.exec(body.toString())?.[1];
  if (!told) return undefined;
  const [, path = '', , ...headers] = told.replaceAll('&amp;', '&').split('\n');
  const host = headers.find((line) => line.startsWith('host:'))?.slice('host:'.length) ?? '';
  const sent = new URL(url);
  return listed([
    host !== sent.host && hostDiffers(sent.host, host),
    path !== sent.pathname && pathDiffers(sent.pathname, path),
  ]);
}

/**
 * For a storage that does not report what it received: sends URLs signed for the internal host, or for a path without
 * the public prefix, to the public address, and finds which is accepted.
 */
async function findAccepted(context: CheckContext, endpoints: Endpoints): Promise<string | undefined> {
  const [outside, inside] = [new URL(endpoints.public), new URL(endpoints.internal)];
  const prefix = prefixOf(outside);
  const paths = new Set([prefix, prefixOf(inside), '']);
  const received = [outside.host, inside.host].flatMap((host) => [...paths].map((path) => ({ host, path })));
  for (const { host, path } of received) {
    if (host === outside.host && path === prefix) continue; // already refused
    const signer = endpoints.signerFor(`${outside.protocol}//${host}${path}`);
    const signed = new URL(await signedUrl(context, { signer }));
    // A bucket in the host name precedes either host.
    const bucket = signed.host.slice(0, -host.length);
    const below = signed.pathname.slice(path.length);
    const sent = `${outside.protocol}//${bucket}${outside.host}${prefix}${below}${signed.search}`;
    if ((await ask(sent)).status !== 200) continue;
    return listed([
      host !== outside.host && hostDiffers(bucket + outside.host, bucket + host),
      path !== prefix && pathDiffers(`${prefix}/…`, `${path}/…`),
    ]);
  }
  return undefined;
}

const prefixOf = ({ pathname }: URL) => pathname.replace(/\/$/, '');
const hostDiffers = (signed: string, received: string) =>
  `the Host header (${signed} was signed, ${received} arrives)`;
const pathDiffers = (signed: string, received: string) =>
  `the path (${signed} was signed, ${received} arrives)`;

function listed(differences: ReadonlyArray<string | false>): string | undefined {
  return differences.filter(Boolean).join(' and ') || undefined;
}
