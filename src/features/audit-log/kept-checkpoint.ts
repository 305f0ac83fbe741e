import { createHmac, hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Checkpoint } from 'lectern-audit-log';
import type { Core } from '../../core/open-core.ts';
import { type ObjectKey, parseObjectKey } from '../../storage/object-key.ts';

export interface KeptCheckpoint extends Pick<Checkpoint, 'size' | 'root'> {
  readonly objectKey: ObjectKey;
}

export type KeptCheckpoints = ReturnType<typeof createKeptCheckpoints>;

/** The last checkpoint, in the storage, where someone with only the database can neither change nor delete it. */
export function createKeptCheckpoints({ driver, secret }: Pick<Core, 'driver' | 'secret'>) {
  // Lectern deletes objects that rows name, so only the secret gives the name. Policies of buckets allow this folder.
  const tag = createHmac('sha256', secret).update('lectern-kept-checkpoint-v1').digest('hex').slice(0, 32);
  const prefix = `documents/audit-log-${tag}/`;

  async function all(): Promise<ReadonlyArray<KeptCheckpoint>> {
    const found: Array<KeptCheckpoint> = [];
    for await (const { key } of driver.list(prefix)) {
      const [size, root = ''] = key.slice(prefix.length).split(/[-.]/);
      found.push({ size: Number(size), root: Buffer.from(root, 'hex'), objectKey: parseObjectKey(key) });
    }
    return found.sort((a, b) => a.size - b.size);
  }

  return {
    /** Undefined if there is none. @throws `storage-unavailable` */
    last: async () => (await all()).at(-1),
    /** Keeps a note in place of those of smaller trees. @throws `storage-unavailable` */
    async keep(note: string, { size, root }: Pick<Checkpoint, 'size' | 'root'>): Promise<void> {
      const expected = { size: Buffer.byteLength(note), sha256: hash('sha256', note) };
      const objectKey = parseObjectKey(`${prefix}${size}-${root.toString('hex')}.txt`);
      await driver.put(objectKey, Readable.from([Buffer.from(note)]), expected);
      for (const older of await all()) if (older.size < size) await driver.delete(older.objectKey);
    },
  };
}
