import { type Finding, failed, ok, warning } from '../../lib/findings.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Check, CheckContext } from './check.ts';
import { ask, isRefusal, type ProbeReply, refusalIn, sha256 } from './probe.ts';

const lax =
  'This service ignores the limits of upload URLs. Lectern still checks size and SHA-256 when an upload is completed.';

export const uploadCheck: Check = {
  id: 'upload',
  title: 'a signed upload stores exactly what was announced',
  async run(context): Promise<Finding> {
    const { storage, bytes } = context;
    const { bindsUpload } = storage;
    const key = parseObjectKey(`${context.objectKey}.upload`);
    context.storedKeys.add(key);
    const put = await signPut(context, key);

    if (bindsUpload.includes('size')) {
      const longer = await put(Buffer.concat([bytes, Buffer.from('more')]));
      if (!isRefusal(longer)) {
        return failed(`an upload of a longer file than announced returns ${longer.status}`, lax);
      }
    }
    const first = await put(bytes);
    if (first.status >= 300) {
      return failed(
        `the upload returns ${refusalIn(first)}`,
        'Check that the signing credentials may write objects, and that the proxy passes PUT requests on.',
      );
    }
    if (!bindsUpload.includes('absence')) {
      return ok('stored; after completion, the upload link can no longer change it');
    }
    const second = await put(bytes);
    const stored = await storage.driver.head(key);
    if (stored?.size !== bytes.length) return failed('the uploaded file is missing in the storage', lax);
    const overwrites = second.status < 300 && storage.provider !== 'embedded';
    return overwrites
      ? warning('stored, but an upload link can overwrite its file', lax)
      : ok('stored once, with the announced size');
  },
};

/** Signs one upload URL, which announces the test bytes. @returns a function that puts bytes to it */
async function signPut({ storage, clock, bytes }: CheckContext, objectKey: string) {
  const signedAtSeconds = Math.floor(clock.nowMs() / 1000);
  const { url, headers } = await storage.signer.signUpload({
    objectKey,
    size: bytes.length,
    sha256: sha256(bytes),
    signedAtSeconds,
    expiresAtSeconds: signedAtSeconds + 60,
  });
  return (body: CheckContext['bytes']): Promise<ProbeReply> => ask(url, { method: 'PUT', headers, body });
}
