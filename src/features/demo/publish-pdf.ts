import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { DocumentVersions } from '../../domain/tasks/document-versions.ts';
import type { Uploads } from '../../domain/tasks/uploads.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Statement } from './statement.ts';

export interface PublishParts {
  readonly uploads: Pick<Uploads, 'announce'>;
  readonly driver: Pick<StorageDriver, 'put'>;
  readonly versions: Pick<DocumentVersions, 'complete'>;
}

/** Publishes a PDF as a client does, but for the examination: that starts a process, and we made the PDF. */
export async function publishPdf(
  { uploads, driver, versions }: PublishParts,
  { taskId, uploadedBy }: { readonly taskId: string; readonly uploadedBy: string },
  { language, fileName }: Statement,
  bytes: Uint8Array,
): Promise<void> {
  const size = bytes.length;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { version } = await uploads.announce({ taskId, language, fileName, size, sha256, uploadedBy });
  await driver.put(parseObjectKey(version.objectKey), Readable.from([bytes]), { size, sha256 });
  await versions.complete(version);
}
