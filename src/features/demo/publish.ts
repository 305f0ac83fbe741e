import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Core } from '../../core/open-core.ts';
import type { Uploads } from '../../domain/tasks/uploads.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import { type StatementName, statements } from './statements.ts';

export interface PublishParts {
  readonly uploads: Pick<Uploads, 'announce' | 'publish'>;
  readonly driver: Pick<StorageDriver, 'put'>;
}

/** Publishes a PDF like a client, but without the examination, which starts a process: these PDFs are known. */
export async function publish(
  { uploads, driver }: PublishParts,
  { taskId, uploadedBy }: { readonly taskId: string; readonly uploadedBy: string },
  name: StatementName,
): Promise<void> {
  const bytes = await readFile(new URL(import.meta.resolve(`#demo-pdfs/${name}.pdf`)));
  const { language, fileName } = statements[name];
  const size = bytes.length;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { version } = await uploads.announce({ taskId, language, fileName, size, sha256, uploadedBy });
  await driver.put(parseObjectKey(version.objectKey), Readable.from([bytes]), { size, sha256 });
  await uploads.publish(version);
}

/** Adds a task with its PDFs; only groups and contests open it. @returns its id */
export async function addTask(
  core: Core,
  title: string,
  names: ReadonlyArray<StatementName>,
  ownerId: string,
): Promise<string> {
  const others = names.map((name) => statements[name]).filter(({ language }) => language !== 'en');
  const titles = Object.fromEntries(others.map(({ language, title }) => [language, title]));
  const { id } = await core.tasks.create({ title, titles: JSON.stringify(titles) }, ownerId);
  for (const name of names) await publish(core, { taskId: id, uploadedBy: ownerId }, name);
  return id;
}
