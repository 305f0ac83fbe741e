import { type Kysely, type RawBuilder, sql } from 'kysely';
import {
  type AskingRow,
  type Authenticate,
  askingQuery,
  type Credential,
  type Credentials,
} from '../accounts/authenticate.ts';
import type { Principal } from '../accounts/principal.ts';
import type { SessionHeaders } from '../accounts/session-token.ts';
import type { Database, PreparedRead } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import {
  type DetailRow,
  detailOfRows,
  detailQuery,
  type TaskDetail,
  type TaskDetails,
} from '../tasks/task-detail.ts';
import { type GroundRow, groundsOfRows } from './access-path-queries.ts';
import type { Ground } from './access-paths.ts';
import { type GrantsParam, grantsParam } from './granted-path.ts';
import { type Grounds, groundsQuery, pathsFor } from './grounds.ts';

/** Who asks for a task, why they may read it, and what it says: all as one state of the database has it. */
export interface TaskSnapshot {
  readonly principal: Principal;
  readonly grounds: ReadonlyArray<Ground>;
  /** Undefined for a task that is not there. Nobody may see it before the grounds are decided upon. */
  readonly detail: TaskDetail | undefined;
}

/** Reads all that one request for a task needs; undefined when nobody is found who asks, as `Authenticate` has it. */
export type ReadTaskSnapshot = (headers: SessionHeaders, taskId: string) => Promise<TaskSnapshot | undefined>;

interface SnapshotParts {
  readonly database: Database;
  readonly credentials: Credentials;
  readonly authenticate: Authenticate;
  readonly grounds: Grounds;
  readonly taskDetails: TaskDetails;
}

/**
 * On PostgreSQL one statement, as every round trip costs more than what it reads. On SQLite three reads of one
 * snapshot, as there a session that is known saves looking it up for each ground.
 */
export function createReadTaskSnapshot(parts: SnapshotParts): ReadTaskSnapshot {
  return parts.database.dialect === 'postgres' ? inOneStatement(parts) : oneAfterTheOther(parts);
}

function oneAfterTheOther({ authenticate, grounds, taskDetails }: SnapshotParts): ReadTaskSnapshot {
  return async (headers, taskId) => {
    const principal = await authenticate(headers);
    if (!principal) return undefined;
    return {
      principal,
      grounds: await grounds.of(principal, taskId),
      detail: await taskDetails.of(taskId),
    };
  };
}

interface SnapshotRow {
  readonly asking: AskingRow | null;
  readonly grounds: ReadonlyArray<GroundRow>;
  readonly detail: ReadonlyArray<DetailRow>;
}

/** What the one statement depends on: its text is another for each kind of credential, and with grants. */
interface SnapshotQuery {
  readonly kind: Credential['kind'];
  /** That of the credential. */
  readonly key: string;
  readonly grants: GrantsParam | undefined;
  readonly taskId: string;
}

/** The one statement; exported for the test of its plan. */
export function snapshotQuery(
  kysely: Kysely<Schema>,
  { kind, key, grants, taskId }: SnapshotQuery,
): RawBuilder<SnapshotRow> {
  const ofReader = groundsQuery(pathsFor('postgres', grants), sql`(select id from asking)`, sql`${taskId}`);
  return sql<SnapshotRow>`
    with asking as materialized ${askingQuery(kysely, kind, key)}
    select (select to_json(asking) from asking) as asking,
      (select coalesce(json_agg(ground), '[]') from (${ofReader}) as ground) as grounds,
      (select coalesce(json_agg(detail), '[]') from ${detailQuery(kysely, sql`tasks.id = ${taskId}`)} as detail) as detail`;
}

type SnapshotParams = Pick<SnapshotQuery, 'key' | 'taskId'> & { readonly grants: GrantsParam };

function inOneStatement({ database, credentials }: SnapshotParts): ReadTaskSnapshot {
  const prepare = (kind: Credential['kind'], isGranted: boolean) =>
    database.prepareRead<SnapshotParams, SnapshotRow>((kysely, param) =>
      snapshotQuery(kysely, {
        kind,
        key: param('key'),
        grants: isGranted ? param('grants') : undefined,
        taskId: param('taskId'),
      }).compile(kysely),
    );
  const reads: Readonly<Record<Credential['kind'], PreparedRead<SnapshotParams, SnapshotRow>>> = {
    session: prepare('session', false),
    'api-key': prepare('api-key', false),
    token: prepare('token', false),
  };
  const readGranted = prepare('token', true);

  return async (headers, taskId) => {
    const credential = await credentials.read(headers);
    if (credential === undefined) return undefined;
    const { kind, key } = credential;
    const grants = credential.kind === 'token' ? credential.token.grants : [];
    const read = grants.length > 0 ? readGranted : reads[kind];
    const params = { key, taskId, grants: grantsParam(grants) };
    let [row] = await read(params);
    if (await credentials.follow(credential, row?.asking ?? undefined)) [row] = await read(params);
    const principal = credentials.principalOf(credential, row?.asking ?? undefined);
    if (!row || !principal) return undefined;
    return { principal, grounds: groundsOfRows(row.grounds), detail: detailOfRows(row.detail) };
  };
}
