import { ttlProblem } from 'lectern-signing';
import { failed, ok, warning } from '../../lib/findings.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Check } from './check.ts';
import { failureOf } from './failure.ts';
import { putObject } from './probe.ts';

/** AWS's guidance on presigned URLs: shorter ones meet clocks that differ, and slow connections. */
const shortestSafeTtlSeconds = 120;

export const ttlCheck: Check = {
  id: 'ttl',
  title: 'the lifetime of URLs suits readers and provider',
  async run({ storage, ttlSeconds }) {
    const problem = ttlProblem(storage.provider, ttlSeconds);
    if (problem) return failed(problem, 'Lower SIGNED_URL_TTL_SECONDS.');
    if (ttlSeconds >= shortestSafeTtlSeconds) return ok(`${ttlSeconds} s`);
    return warning(
      `${ttlSeconds} s is short for slow connections, and for clocks that differ a little`,
      `Set SIGNED_URL_TTL_SECONDS to ${shortestSafeTtlSeconds} or more.`,
    );
  },
};

/** Leaves an object of the doctor's own, which most other checks ask for. */
export const credentialsCheck: Check = {
  id: 'credentials',
  title: 'the credentials can list, read, write and delete',
  async run(context) {
    const { storage, objectKey, bytes } = context;
    const { driver } = storage;
    const [key, again] = [parseObjectKey(objectKey), parseObjectKey(`${objectKey}.again`)];
    const steps = {
      // First, as a refused listing has a body that says why; a reply to HEAD has none.
      list: () => driver.list(objectKey)[Symbol.asyncIterator]().next(),
      'look for': () => driver.head(key),
      store: () => putObject(context, key),
      'store once more': () => putObject(context, again),
      delete: () => driver.delete(again),
    };
    for (const [step, run] of Object.entries(steps)) {
      try {
        await run();
      } catch (error) {
        const { detail, remedy = '' } = failureOf(error, context);
        return failed(`it cannot ${step} files: ${detail}`, remedy);
      }
    }
    const stored = await driver.head(key);
    if (stored?.size === bytes.length) return ok(`stored ${key}`);
    return failed('what was stored is not there', 'Is this the address of another service?');
  },
};
