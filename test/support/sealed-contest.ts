import { buffer } from 'node:stream/consumers';
import * as ece from 'http_ece';
import type { Envelope } from '../../src/features/envelopes/envelopes.ts';
import { openSealing } from '../../src/features/envelopes/open.ts';
import { parseObjectKey } from '../../src/storage/object-key.ts';
import type { Person, TestApp } from './app.ts';
import { contestDraft } from './drafts.ts';
import { hourMs } from './settable-clock.ts';

/** A contest that starts in two hours, and whose sealed statements can be fetched in one. */
export async function createSealedContest({ core, clock, task, publish }: TestApp, owner: Person) {
  const startsAt = clock.nowMs() + 2 * hourMs;
  const prefetchFrom = clock.nowMs() + hourMs;
  const contest = await core.contests.create(
    contestDraft({ startsAt, endsAt: startsAt + 5 * hourMs, prefetchFrom }),
    owner.id,
  );
  return {
    contest,
    startsAt,
    prefetchFrom,
    /** Adds a task with a document in each of the languages. */
    async add(
      languages: ReadonlyArray<string> = ['en'],
      window: { opensAt?: number; closesAt?: number; embargoUntil?: number } = {},
    ) {
      const made = await task(owner, { embargoUntil: window.embargoUntil ?? null });
      await core.contestTasks.add(contest, [made.id]);
      const { opensAt = null, closesAt = null } = window;
      if (opensAt !== null || closesAt !== null) {
        const place = { taskId: made.id, label: 'L', position: 99 };
        await core.contestTasks.put(contest, { ...place, opensAt, closesAt });
      }
      const versions = [];
      for (const language of languages) versions.push(await publish(made, owner, language));
      return { ...made, versions };
    },
    async join(person: Person, delaySeconds = 0) {
      await core.contestPeople.putParticipants(contest, [person.id], { delaySeconds, extraSeconds: 0 });
    },
    seal: () => openSealing(core)(async () => true),
  };
}

/** The content of an envelope, opened by an independent implementation of RFC 8188. */
export async function openByOthers(
  { core }: Pick<TestApp, 'core'>,
  { objectKey }: Pick<Envelope, 'objectKey'>,
  key: Buffer,
) {
  const object = await core.driver.open(parseObjectKey(objectKey));
  if (!object) throw new Error('there is no such object');
  const encrypted = await buffer(object.stream());
  await object.close();
  const content: Buffer = ece.decrypt(encrypted, { version: 'aes128gcm', key });
  const indexEnd = 4 + content.readUInt32BE();
  const index = JSON.parse(String(content.subarray(4, indexEnd)));
  const filesOf = (files: ReadonlyArray<{ offset: number; size: number }>) =>
    files.map(({ offset, size }) => content.subarray(indexEnd + offset, indexEnd + offset + size));
  return {
    encrypted,
    content,
    index,
    documents: filesOf(index.documents),
    attachments: filesOf(index.attachments ?? []),
  };
}
