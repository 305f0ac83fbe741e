import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { isoTime } from '../../src/lib/clock.ts';
import { newId } from '../../src/lib/ids.ts';
import { type ApiWorld, createApiPeople } from '../support/api-world.ts';
import { openTestApp, type Send } from '../support/app.ts';
import { byRunSeed, sampled } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';
import {
  type IdKind,
  idKindOf,
  type Operation,
  operations,
  resolved,
  routeOf,
  type Schema,
} from './api-operations.ts';

const testApp = await openTestApp();
const { core, clock } = testApp;
const [mine, others] = [await createApiPeople(testApp), await createApiPeople(testApp)];
const [own, foreign] = [idsOf(await mine.makeWorld()), idsOf(await others.makeWorld())];
const { admin: _, program: _program, ...senders } = mine.senders;

function idsOf({
  given,
  version,
  group,
  contest,
  envelope,
  helper,
  oldKeyId,
  otherKeyId,
}: ApiWorld): Record<IdKind, string> {
  const [task, account] = [given.id, helper.id];
  return {
    task,
    version: version.id,
    group: group.id,
    contest: contest.id,
    envelope: envelope.id,
    account,
    key: oldKeyId,
    apiKey: otherKeyId,
  };
}

/** A value for a place that has no id. */
function example(given: Schema, name: string, ids: Ids): unknown {
  const schema = resolved(given);
  const kind = idKindOf(name);
  if (kind && schema.type === 'string') return ids(name, kind);
  if (schema.anyOf) return example(schema.anyOf[0] as Schema, name, ids);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return [example(schema.items ?? {}, name, ids)];
  if (schema.type === 'integer') return Math.max(schema.minimum ?? 0, 1);
  if (schema.type === 'boolean') return false;
  if (schema.properties) return exampleObject(schema, ids);
  if (schema.format === 'date-time') return isoTime(clock.nowMs());
  if (schema.format === 'email') return mine.people.outsider.email;
  return name === 'language' ? 'en' : name === 'sha256' ? '0'.repeat(64) : 'Example';
}

function exampleObject({ properties = {}, required = [] }: Schema, ids: Ids): object {
  const sent = Object.entries(properties).filter(([name]) => required.includes(name) || idKindOf(name));
  const all = sent.length > 0 ? sent : Object.entries(properties).slice(0, 1);
  return Object.fromEntries(all.map(([name, schema]) => [name, example(schema, name, ids)]));
}

/** Which id stands in a place of a request, by its name. */
type Ids = (name: string, kind: IdKind) => string;

function requestOf(operation: Operation, ids: Ids) {
  const valuesIn = (where: string, isSent: (name: string) => unknown) =>
    Object.fromEntries(
      operation.parameters
        .filter((each) => each.in === where && isSent(each.name))
        .map(({ name, schema }) => [name, example(schema, name, ids)]),
    );
  const [inPath, inQuery] = [valuesIn('path', () => true), valuesIn('query', idKindOf)];
  const schema = operation.bodies['application/json'];
  return { route: routeOf({ operation, inPath, inQuery }), body: schema && example(schema, '', ids) };
}

/** The places of an operation that take an id. */
function placesOf(operation: Operation): ReadonlyMap<string, IdKind> {
  const places = new Map<string, IdKind>();
  requestOf(operation, (name, kind) => {
    places.set(name, kind);
    return own[kind];
  });
  return places;
}

async function ask(operation: Operation, send: Send, place: string, id: string) {
  const { route, body } = requestOf(operation, (name, kind) => (name === place ? id : own[kind]));
  const { status, text } = await send(route, body);
  return { status, text: text.replaceAll(id, '<id>').replace(/"requestId":"[^"]*"|^retry: \d+/, '') };
}

/** Every row of every table. */
async function rows(): Promise<string> {
  await core.issueJournal.fold(); // whoever searches the records moves them
  const tables = await core.database.kysely.introspection.getTables();
  const found: Array<string> = [];
  for (const { name } of tables) {
    const { rows: all } = await sql`select * from ${sql.table(name)}`.execute(core.database.kysely);
    found.push(name, ...all.map((row) => JSON.stringify(row)).sort());
  }
  return found.join('\n');
}

/**
 * Staff may ask when anybody can read what is theirs, so these tell whether there is such an account: it is named by
 * its e-mail address when it is added, too.
 */
const meant = new Set(['explainTaskAccess userId', 'previewContest userId']);

const probed = sampled(
  operations.filter((each) => placesOf(each).size > 0),
  sized(4, 1, 16),
);

describe(`the id of something of others, by ${byRunSeed}`, () => {
  for (const operation of probed) {
    it(`is like one that does not exist, for everybody, to ${operation.operationId}`, async () => {
      let requests = 0;
      const before = await rows();
      for (const [place, kind] of placesOf(operation)) {
        for (const [role, send] of Object.entries(senders)) {
          const unknown = await ask(operation, send, place, newId());
          const [sameKind, ...otherKinds] = [kind, ...Object.keys(foreign).filter((each) => each !== kind)];
          const tried = meant.has(`${operation.operationId} ${place}`)
            ? otherKinds.filter((each) => each !== 'account')
            : [sameKind, ...otherKinds];
          for (const each of tried) {
            const got = await ask(operation, send, place, foreign[each as IdKind]);
            assert.deepEqual(got, unknown, `${role} with a ${each} as ${place}`);
            requests += 1;
          }
        }
      }
      assert.ok(requests >= placesOf(operation).size * Object.keys(senders).length, `${requests} requests`);
      assert.equal(await rows(), before, 'something was changed');
    });
  }
});
