import { setTimeout as wait } from 'node:timers/promises';
import { providerLimits } from 'lectern-signing';
import { failed, ok } from '../../lib/findings.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Check, CheckContext } from './check.ts';
import { ask, isRefusal, refusalIn, signedUrl, withoutQuery } from './probe.ts';

const unverified =
  'The server at this address does not verify signatures; it may be a cache, a proxy, or no object store. Make it verify them, or pass every request on.';
const usedTtlSeconds = 2;
/** The storage's clock is known to a second, and its nodes may differ. */
const graceMs = (usedTtlSeconds + 3) * 1000;
const pauseMs = 200;
/** No client has it: it is for documentation (RFC 5737 §3). */
const strangersAddress = '192.0.2.1';

export const unsignedGetCheck: Check = {
  id: 'unsigned-get-refused',
  title: 'a request without a signature is refused',
  async run(context) {
    const answer = await ask(withoutQuery(await signedUrl(context)));
    if (isRefusal(answer)) return ok(`refused with ${refusalIn(answer)}`);
    return failed(
      `the reply is ${answer.status}: the files are public`,
      'Remove public read access from the bucket or container, block public access, and do not let caches serve files that need a signature.',
    );
  },
};

export const listingCheck: Check = {
  id: 'listing-refused',
  title: 'listing files is refused',
  async run(context) {
    const url = withoutQuery(await signedUrl(context));
    const root = url.slice(0, url.indexOf('/documents/'));
    for (const list of [root, `${root}?list-type=2`, `${root}?restype=container&comp=list`]) {
      const { status } = await ask(list);
      if (status < 300) {
        return failed(
          `anyone can list the files: GET ${list} returns ${status}`,
          'Remove the public permission to list files from the bucket or container.',
        );
      }
    }
    return ok('refused');
  },
};

/** Reads that must be refused. */
export const readRefusalChecks: ReadonlyArray<Check> = [
  {
    id: 'expired-refused',
    title: 'an expired URL is refused, even if it was used before',
    async run(context) {
      const old = await ask(await signedUrl(context, { agoSeconds: 600, ttlSeconds: 60 }));
      if (!isRefusal(old)) return failed(`the reply is ${old.status}`, unverified);
      const url = await signedUrl(context, { ttlSeconds: usedTtlSeconds });
      // Only a URL that was valid before reveals a cache that keeps serving its reply.
      const deadlineMs = performance.now() + graceMs;
      while (!isRefusal(await ask(url))) {
        if (performance.now() > deadlineMs) {
          return failed('a URL that was used before still works after it has expired', unverified);
        }
        await wait(pauseMs);
      }
      return ok(`refused with ${refusalIn(old)}`);
    },
  },
  refusalCheck('tampered-refused', 'a changed signature is refused', async (context) =>
    // The tenth character after "Signature=", "sig=" or "temp_url_sig=".
    (await signedUrl(context)).replace(
      /((?:[?&]|-)(?:signature|sig|temp_url_sig)=[^&]{9})([^&])/i,
      (_, before: string, character: string) => before + (character === '0' ? '1' : '0'),
    ),
  ),
  refusalCheck('other-object-refused', 'a URL does not open another file', async (context) => {
    const otherKey = `${context.objectKey}.other`;
    const [url, other] = [await signedUrl(context), await signedUrl(context, { objectKey: otherKey })];
    return other.slice(0, other.indexOf('?')) + url.slice(url.indexOf('?'));
  }),
  {
    ...refusalCheck('other-client-refused', 'a URL for another address is refused', (context) =>
      signedUrl(context, { client: strangersAddress }),
    ),
    appliesTo: ({ urlBinding }) => urlBinding === 'on' || urlBinding === 'ipv4',
  },
  {
    id: 'head-refused',
    title: 'a read URL works with GET only',
    async run(context) {
      const answer = await ask(await signedUrl(context), { method: 'HEAD' });
      if (isRefusal(answer)) return ok(`HEAD is refused with ${answer.status}`);
      const { answersHead } = providerLimits[context.storage.provider];
      if (answersHead) return ok('HEAD also works, by design of this provider');
      return failed(`HEAD returns ${answer.status}`, unverified);
    },
  },
];

/** Writes that a read URL must not allow. */
export const writeRefusalChecks: ReadonlyArray<Check> = [
  refusalCheck('put-refused', 'a URL to read cannot write', signedUrl, { method: 'PUT', body: 'changed' }),
  refusalCheck('delete-refused', 'a URL to read cannot delete', signedUrl, { method: 'DELETE' }),
];

/** A check that a request is refused and leaves the file unchanged. */
function refusalCheck(
  id: string,
  title: string,
  urlOf: (context: CheckContext) => Promise<string>,
  init: RequestInit = {},
): Check {
  return {
    id,
    title,
    async run(context) {
      const answer = await ask(await urlOf(context), init);
      if (!isRefusal(answer)) return failed(`the reply is ${answer.status}`, unverified);
      const stored = await context.storage.driver.head(parseObjectKey(context.objectKey));
      if (stored?.size === context.bytes.length) return ok(`refused with ${refusalIn(answer)}`);
      return failed(`it is refused with ${answer.status}, but the file was changed`, unverified);
    },
  };
}
