import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Core } from '../../core/open-core.ts';
import type { Attachment } from '../../domain/tasks/attachments.ts';
import { attachmentOf } from '../../domain/tasks/document-versions.ts';
import type { Uploads } from '../../domain/tasks/uploads.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import { type StatementName, statements } from './statements.ts';

export interface PublishParts {
  readonly uploads: Pick<Uploads, 'announce' | 'publish'>;
  readonly driver: Pick<StorageDriver, 'put'>;
}

/** Publishes a PDF like a client, but without the examination, which starts a process: these files are known. */
export async function publish(
  parts: PublishParts,
  { taskId, uploadedBy }: { readonly taskId: string; readonly uploadedBy: string },
  name: StatementName,
): Promise<void> {
  const { language, fileName } = statements[name];
  await upload(parts, { taskId, language, fileName, uploadedBy }, `${name}.pdf`);
}

/** Attaches a file of `files/` to a task, like `publish`. */
export async function attach(
  core: Core,
  { taskId, uploadedBy }: { readonly taskId: string; readonly uploadedBy: string },
  { fileName, kind }: { readonly fileName: string; readonly kind: Attachment['kind'] },
): Promise<void> {
  const { id } = await core.attachments.put({ taskId, fileName, kind, opensAt: null });
  await upload(core, { ...attachmentOf(taskId, id), fileName, uploadedBy }, fileName);
}

async function upload(
  { uploads, driver }: PublishParts,
  announced: Omit<Parameters<Uploads['announce']>[0], 'size' | 'sha256'>,
  file: string,
): Promise<void> {
  const bytes = await readFile(new URL(import.meta.resolve(`#demo-files/${file}`)));
  const size = bytes.length;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { version } = await uploads.announce({ ...announced, size, sha256 });
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
