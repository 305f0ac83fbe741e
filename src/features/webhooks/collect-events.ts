import { type Kysely, sql } from 'kysely';
import { jointMark } from '../../core/issue/issue-record.ts';
import { isOfStatement } from '../../core/issue/task-reads.ts';
import type { Core } from '../../core/open-core.ts';
import type { FindExternalIds } from '../../database/external-ids.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf, textsOf, textsParam } from '../../database/sql.ts';
import { newId } from '../../lib/ids.ts';
import { type Endpoint, eventsOf, liveEndpoints } from './endpoints.ts';
import {
  bodyOf,
  type EventData,
  type EventName,
  eventTypes,
  externalKinds,
  externalName,
} from './event-types.ts';
import type { WebhookOutboxTable } from './tables.ts';

const atOnce = 500;

interface Happened {
  readonly at: number;
  readonly type: EventName;
  readonly data: EventData;
}

/**
 * Makes events of what is in the outbox, with a delivery for each endpoint that wants them. Equal ones that wait together become one.
 * Several instances may run it: rows leave the outbox in the transaction that makes their events.
 * @returns whether there may be more
 */
export type CollectEvents = () => Promise<boolean>;

export function createCollectEvents({
  database: { kysely, dialect },
  clock,
  issueJournal,
  findExternalIds,
}: Pick<Core, 'database' | 'clock' | 'issueJournal'> & {
  readonly findExternalIds: FindExternalIds;
}): CollectEvents {
  /** Who opened what with these URLs. A booklet opens several tasks. */
  async function openingsOf(issueIds: ReadonlyArray<string>) {
    if (issueIds.length === 0) return [];
    // Every download has a record, which may still be in the journal.
    await issueJournal.drain();
    const asked = textsOf(dialect, textsParam(dialect, issueIds), 'asked');
    const { rows } = await sql<{ issueId: string; userId: string; taskId: string }>`
      select asked.value as "issueId", issue."principalId" as "userId", issue."taskId"
      from ${asked} join "issuedUrls" as issue on issue."issueId" = asked.value
        or (issue."issueId" >= asked.value || ${sql.lit(jointMark)} and issue."issueId" < asked.value || ${sql.lit(`${jointMark}~`)})
      where issue."principalId" is not null and issue."taskId" is not null and ${isOfStatement}`.execute(
      kysely,
    );
    return rows;
  }

  async function read(rows: ReadonlyArray<WebhookOutboxTable>): Promise<ReadonlyArray<Happened>> {
    // Triggers of a newer version may write types that this one does not know.
    const known = rows.filter(({ type }) => type in eventTypes);
    const happened = known.map(({ at, type, data }) => ({
      at,
      type: type as EventName,
      data: JSON.parse(data) as Record<string, string>,
    }));
    const isOpening = ({ type }: Happened) => type === 'document.opened';
    const byIssue = new Map(happened.filter(isOpening).map(({ at, data }) => [data['issueId'] ?? '', at]));
    const openings = (await openingsOf([...byIssue.keys()])).map(({ issueId, userId, taskId }) => ({
      ...{ at: byIssue.get(issueId) ?? 0, type: 'document.opened' as const, data: { userId, taskId } },
    }));
    return inFull([...happened.filter((each) => !isOpening(each)), ...openings]);
  }

  /** All ids of the type, in its order, each with the platform's. */
  async function inFull(happened: ReadonlyArray<Happened>): Promise<ReadonlyArray<Happened>> {
    const external = new Map<string, string>();
    for (const [name, kind] of Object.entries(externalKinds)) {
      const ids = happened.flatMap(({ data }) => data[name] ?? []);
      for (const [id, externalId] of await findExternalIds(kind, ids)) external.set(id, externalId);
    }
    const entriesOf = (name: string, id: string | null) => [
      [name, id] as const,
      ...(name in externalKinds ? [[externalName(name), (id && external.get(id)) ?? null] as const] : []),
    ];
    return happened.map(({ at, type, data }) => ({
      at,
      type,
      data: Object.fromEntries(eventTypes[type].ids.flatMap((name) => entriesOf(name, data[name] ?? null))),
    }));
  }

  return async () => {
    const rows = await kysely.selectFrom('webhookOutbox').selectAll().orderBy('id').limit(atOnce).execute();
    if (rows.length === 0) return false;
    const happened = await read(rows);
    await kysely.transaction().execute(async (trx) => {
      const ids = rows.map(({ id }) => id);
      const left = await trx.selectFrom('webhookOutbox').select('id').where('id', 'in', ids).execute();
      // Another instance was first. What it left comes with the next call.
      if (left.length < rows.length) return;
      await trx.deleteFrom('webhookOutbox').where('id', 'in', ids).execute();
      const endpoints = await liveEndpoints(trx, clock.nowMs()).execute();
      await add(trx, await firstOnes(trx, await ofExisting(trx, unique(happened))), endpoints, clock.nowMs());
    });
    return rows.length === atOnce;
  };
}

/** Of equal ones the last. */
const unique = (happened: ReadonlyArray<Happened>): ReadonlyArray<Happened> =>
  new Map(happened.map((each) => [`${each.type} ${JSON.stringify(each.data)}`, each])).values().toArray();

/** Drops what is about accounts that have been deleted meanwhile. */
async function ofExisting(
  trx: Kysely<Schema>,
  happened: ReadonlyArray<Happened>,
): Promise<ReadonlyArray<Happened>> {
  const userIds = happened.flatMap(({ data }) => data['userId'] ?? []);
  const rows = await trx
    .selectFrom('user')
    .select('id')
    .where(isAnyOf(trx, 'id', userIds))
    .execute();
  const existing = new Set(rows.map(({ id }) => id));
  return happened.filter(({ data: { userId } }) => !userId || existing.has(userId));
}

/** Drops openings that are not the first of a person and a task. */
async function firstOnes(
  trx: Kysely<Schema>,
  happened: ReadonlyArray<Happened>,
): Promise<ReadonlyArray<Happened>> {
  const firsts: Array<Happened> = [];
  for (const each of happened) {
    const { userId, taskId } = each.data;
    if (each.type === 'document.opened' && userId && taskId) {
      const opening = { userId, taskId, at: each.at };
      if ((await insertRows(trx, 'webhookOpenings', [opening], { ifThere: 'keep' })) === 0) continue;
    }
    firsts.push(each);
  }
  return firsts;
}

async function add(
  trx: Kysely<Schema>,
  happened: ReadonlyArray<Happened>,
  endpoints: ReadonlyArray<Endpoint>,
  nowMs: number,
): Promise<void> {
  const wanted = Map.groupBy(
    endpoints.flatMap(({ id, ...endpoint }) => eventsOf(endpoint).map((type) => ({ id, type }))),
    ({ type }) => type,
  );
  const events = happened
    .filter(({ type }) => wanted.has(type))
    .map(({ at, type, data }) => {
      return { id: newId(), at, type, body: bodyOf(type, at, data), userId: data['userId'] ?? null };
    });
  await insertRows(trx, 'webhookEvents', events);
  const deliveries = events.flatMap(({ id: eventId, type }) =>
    (wanted.get(type) ?? []).map(({ id: endpointId }) => ({
      ...{ id: `${endpointId}.${eventId}`, endpointId, eventId, attempts: 0, dueAt: nowMs },
    })),
  );
  await insertRows(trx, 'webhookDeliveries', deliveries);
}
