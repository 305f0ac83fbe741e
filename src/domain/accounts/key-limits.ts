import type { Kysely } from 'kysely';
import { findReferredIn, type Identified } from '../../database/external-ids.ts';
import type { KeyLimits } from '../../database/key-limits-column.ts';
import type { Schema } from '../../database/schema.ts';
import { canonicalNetwork } from '../../lib/client-address.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiKeyScope, TaskLimits } from './principal.ts';

export const maxKeyNetworks = 50;
/** At most so many tasks, and so many groups. */
export const maxKeyTasks = 100;

/** Every operation of these scopes is about one task, which can be compared with the limits. */
export const limitedScopes = ['read', 'grant', 'upload'] as const satisfies ReadonlyArray<ApiKeyScope>;

export const taskLimitsOf = ({ taskIds, groupIds }: KeyLimits): TaskLimits | undefined =>
  taskIds === null && groupIds === null ? undefined : { taskIds: taskIds ?? [], groupIds: groupIds ?? [] };

/**
 * The limits of a new key, with Lectern's ids instead of `ext:` ones.
 * @throws LecternError `request-invalid` for an invalid network, an unknown task or group, and scopes that cannot be limited to tasks
 */
export async function checkLimits(
  transaction: Kysely<Schema>,
  { networks = null, taskIds = null, groupIds = null }: Partial<KeyLimits>,
  scopes: ReadonlyArray<ApiKeyScope>,
): Promise<KeyLimits> {
  assertSize('networks', networks, maxKeyNetworks);
  const isLimited = taskIds !== null || groupIds !== null;
  if (isLimited && scopes.some((scope) => !limitedScopes.some((each) => each === scope))) {
    throw new LecternError(
      'request-invalid',
      `Keys limited to tasks or groups can only have the scopes ${limitedScopes.join(', ')}. Remove the others, or the limits.`,
    );
  }
  return {
    networks: networks && [...new Set(networks.map(canonicalNetwork))],
    taskIds: taskIds && (await idsOf(transaction, 'task', taskIds)),
    groupIds: groupIds && (await idsOf(transaction, 'group', groupIds)),
  };
}

async function idsOf(
  transaction: Kysely<Schema>,
  kind: Identified & ('task' | 'group'),
  references: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> {
  assertSize(`${kind}Ids`, references, maxKeyTasks);
  const ids = await findReferredIn(transaction, kind, references);
  const missing = references.find((reference) => !ids.has(reference));
  if (missing === undefined) return [...new Set(ids.values())];
  throw new LecternError(
    'request-invalid',
    `There is no ${kind} "${missing}". Correct the id, or create the ${kind} first.`,
  );
}

function assertSize(name: string, list: ReadonlyArray<string> | null, most: number): void {
  if (list === null || (list.length > 0 && list.length <= most)) return;
  throw new LecternError(
    'request-invalid',
    `"${name}" must have 1 to ${most} entries. Leave it out for no limit.`,
  );
}
