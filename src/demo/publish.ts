import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Core } from '../core.ts';
import { parseObjectKey } from '../storage/object-key.ts';
import type { Statement } from './statement.ts';

/** Makes a PDF and publishes it as a client does, but for the examination: that starts a process, and we made the PDF. */
export async function publish(
  core: Core,
  taskId: string,
  uploadedBy: string,
  statement: Statement,
): Promise<void> {
  // Making PDFs is for the demo alone, so the server never loads what it needs.
  const { typeset } = await import('./typeset.ts');
  const bytes = await typeset(statement);
  const size = bytes.length;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { language, fileName } = statement;
  const { version } = await core.uploads.announce({ taskId, language, fileName, size, sha256, uploadedBy });
  await core.driver.put(parseObjectKey(version.objectKey), Readable.from([bytes]), { size, sha256 });
  await core.versions.complete(version);
}
