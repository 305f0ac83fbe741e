import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import { makeFolder } from '../lib/durable-file.ts';
import { inYieldingChunks } from '../lib/in-chunks.ts';
import { isRevocationName } from './revocation-feed.ts';
import type { Revocation, RevocationPublisher } from './revocations.ts';

/** Its group, such as that of a web server, may look up a name in it, but not list the names. */
const folderMode = 0o710;
/** A file that another process is creating does not have its final time yet. */
const makingMs = 60 * 1000;
/** Each file takes several calls, and each call waits while the process is busy. */
const filesAtOnce = 32;

/**
 * Keeps an empty file per revocation, named by its subject, for servers without a database. Any number of processes may do this: the mtime
 * of a file is when its revocation ends, so none removes one that another process still needs. Files that end together may be hard links to
 * one file.
 */
export function createRevokedFolder(folder: string, clock: Clock): RevocationPublisher {
  let published: Set<string> | undefined;

  async function removeEnded(names: ReadonlyArray<string>): Promise<void> {
    const beforeMs = clock.nowMs() - makingMs;
    for (const name of names) {
      const path = join(folder, name);
      const stats = await fs.stat(path).catch(() => undefined); // another process has removed it
      if (stats && stats.mtimeMs < beforeMs) await fs.rm(path, { force: true });
    }
  }

  async function write({ subject, until }: Revocation): Promise<void> {
    const path = join(folder, subject);
    await fs.writeFile(path, '', { mode: 0o640 });
    await fs.utimes(path, until / 1000, until / 1000);
  }

  /** Makes a hard link, which takes a twentieth of the time of a new file. */
  async function link({ subject }: Revocation, other: Revocation): Promise<void> {
    try {
      await fs.link(join(folder, subject), join(folder, other.subject));
    } catch {
      await write(other); // it exists, or the file system has no hard links
    }
  }

  async function writeAll(revocations: ReadonlyArray<Revocation>): Promise<void> {
    for (const [first, ...others] of Map.groupBy(revocations, ({ until }) => until).values()) {
      if (first === undefined) continue;
      await write(first);
      for await (const some of inYieldingChunks(others, filesAtOnce)) {
        await Promise.all(some.map((other) => link(first, other)));
      }
    }
  }

  return {
    async publishAll(inForce) {
      const named = inForce.filter(({ subject }) => isRevocationName(subject));
      if (published?.size === named.length && named.every(({ subject }) => published?.has(subject))) return;
      makeFolder(folder, folderMode);
      const there = await fs.readdir(folder);
      const known = new Set(there);
      await writeAll(named.filter(({ subject }) => !known.has(subject)));
      const holding = new Set(named.map(({ subject }) => subject));
      await removeEnded(there.filter((name) => !holding.has(name)));
      published = holding;
    },
    async publish(revocations) {
      const added = revocations.filter(
        ({ subject }) => isRevocationName(subject) && !published?.has(subject),
      );
      if (added.length > 0) makeFolder(folder, folderMode);
      await writeAll(added);
      for (const { subject } of added) published?.add(subject);
    },
  };
}
