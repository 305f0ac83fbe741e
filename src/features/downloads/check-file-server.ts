import { type Diagnosis, failed, ok, skipped } from '../../lib/findings.ts';
import type { Storage } from '../../storage/storage.ts';

const timeoutMs = 5000;
/** Lectern's file server sends a UUID; nginx sends 32 hexadecimal digits. */
const ownRequestId = /^[\da-f]{8}-[\da-f]{4}-/;

/** Whether downloads reach Lectern's file server, which can then record them. */
export async function examineFileServer({ publicUrl }: Pick<Storage, 'publicUrl'>): Promise<Diagnosis> {
  const check = { id: 'downloads', title: 'Lectern can record downloads' };
  const requestId = await fetch(`${publicUrl}/`, { signal: AbortSignal.timeout(timeoutMs) }).then(
    ({ headers }) => headers.get('x-request-id') ?? '',
    () => undefined,
  );
  if (requestId === undefined) return { ...check, ...skipped(`${publicUrl} does not respond`) };
  if (ownRequestId.test(requestId)) return { ...check, ...ok('its file server responds') };
  return {
    ...check,
    ...failed(
      `another server responds at ${publicUrl}, so Lectern would report that nobody reads`,
      'Set LECTERN_DOWNLOADS=import, and import the access log of that server with "lectern downloads import".',
    ),
  };
}
