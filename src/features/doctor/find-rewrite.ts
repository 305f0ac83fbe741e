import type { Endpoints } from '../../storage/storage.ts';
import type { CheckContext } from './check.ts';
import { remedyFor } from './failure.ts';
import { type Answer, ask, codeIn, signedUrl } from './probe.ts';

/** What providers say of a signature that is not the one they expect, for whatever reason. */
const mismatches = ['SignatureDoesNotMatch', 'AuthenticationFailed'];
const letItPass =
  'Let it pass on what browsers send (nginx: proxy_set_header Host $http_host, and proxy_pass without a path).';

/**
 * Why a valid URL may be refused at the public address, in words: by the code of the refusal; by the request that
 * the storage says it received; or by what it accepts instead.
 */
export async function findRewrite(context: CheckContext, url: string, answer: Answer): Promise<string> {
  const { remedies, endpoints } = context.storage;
  const code = codeIn(answer) ?? String(answer.status);
  const known = mismatches.includes(code) ? undefined : remedyFor(remedies, code);
  if (known) return known;
  const differences = differencesTold(url, answer) ?? (endpoints && (await findAccepted(context, endpoints)));
  if (differences) return `A proxy rewrites ${differences}. ${letItPass}`;
  return 'Something on the way changes the host, the path or the query, or the public address is not that of this storage. Let a proxy pass on what browsers send.';
}

/**
 * What differs in the `CanonicalRequest` that Amazon S3, Google Cloud and Swift's s3api send with a mismatch:
 * method, path, query and signed headers (Signature Version 4, Create a canonical request).
 */
function differencesTold(url: string, { body }: Answer): string | undefined {
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
 * For a storage that does not say what it received, by what it accepts: a URL signed for the internal host, or for a path
 * without the prefix of the public address, sent to the public address all the same.
 */
async function findAccepted(context: CheckContext, endpoints: Endpoints): Promise<string | undefined> {
  const [outside, inside] = [new URL(endpoints.public), new URL(endpoints.internal)];
  const prefix = prefixOf(outside);
  const paths = new Set([prefix, prefixOf(inside), '']);
  const received = [outside.host, inside.host].flatMap((host) => [...paths].map((path) => ({ host, path })));
  for (const { host, path } of received) {
    if (host === outside.host && path === prefix) continue; // as it was signed
    const signer = endpoints.signerFor(`${outside.protocol}//${host}${path}`);
    const signed = new URL(await signedUrl(context, { signer }));
    // A bucket in the host name stands in front of either host.
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
