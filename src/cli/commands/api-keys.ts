import { Command, InvalidArgumentError } from 'commander';
import type { FindExternalIds, Identified } from '../../database/external-ids.ts';
import type { KeyLimits } from '../../database/key-limits-column.ts';
import type { ApiKey } from '../../domain/accounts/api-keys.ts';
import { limitedScopes } from '../../domain/accounts/key-limits.ts';
import { type ApiKeyScope, apiKeyScopes } from '../../domain/accounts/principal.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import type { Cli } from '../cli.ts';
import { hint, print, printJson, printTable } from '../output.ts';
import { readAll } from '../read-all.ts';

const dayMs = 24 * 60 * 60 * 1000;

function parseScopes(text: string): ReadonlyArray<ApiKeyScope> {
  const words = text.split(',').map((word) => word.trim());
  const known = apiKeyScopes.filter((scope) => words.includes(scope));
  if (known.length === new Set(words).size && known.length > 0) return known;
  throw new InvalidArgumentError(`Use scopes from ${apiKeyScopes.join(',')}, separated by commas.`);
}

/** Collects the values of a repeatable option. */
const alsoNamed = (value: string, others: ReadonlyArray<string> = []) => [...others, value];

interface CreateOptions {
  readonly name: string;
  readonly scopes: ReadonlyArray<ApiKeyScope>;
  readonly days?: number;
  readonly network?: ReadonlyArray<string>;
  readonly task?: ReadonlyArray<string>;
  readonly group?: ReadonlyArray<string>;
  readonly json?: true;
}

function parseDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days;
  throw new InvalidArgumentError('Use whole days from 1 to 3650.');
}

export function apiKeysCommand(cli: Cli): Command {
  const keys = new Command('api-keys').description('manage the keys that programs use to call the API');
  keys.addHelpText(
    'after',
    `
Examples:
  $ lectern api-keys create --name judge --scopes sync,grant    for the server of a platform
  $ lectern api-keys create --name push --scopes sync,upload --days 365 > push.key
  $ lectern api-keys create --name judge --scopes grant --network 192.0.2.0/24 --group ext:algo
                                                                only from this network, only tasks of this group
  $ lectern api-keys revoke 0198f…`,
  );
  keys
    .command('create')
    .description('create a key and print it to standard output; it is never shown again')
    .requiredOption('--name <name>', 'name of the key, shown in the records of URLs')
    .requiredOption(
      '--scopes <scopes>',
      `what the key may do, comma-separated: some of ${apiKeyScopes.join(',')}`,
      parseScopes,
    )
    .option('--days <days>', 'days until it expires, from 1 to 3650 (default: never)', parseDays)
    .option(
      '--network <network>',
      'IP address or network (CIDR) from which it is accepted (repeatable; default: all)',
      alsoNamed,
    )
    .option(
      '--task <id>',
      `limit it to this task: its id, or ext: and its external id; for the scopes ${limitedScopes.join(',')} (repeatable)`,
      alsoNamed,
    )
    .option('--group <id>', 'limit it to the tasks of this group, like --task (repeatable)', alsoNamed)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ lectern api-keys create --name judge --scopes sync,grant --days 365',
    )
    .action((options: CreateOptions) =>
      cli.withCore(async ({ apiKeys, clock, findExternalIds }) => {
        const { name, scopes, days, network = null, task = null, group = null } = options;
        const expiresAt = days === undefined ? null : clock.nowMs() + days * dayMs;
        const { key, ...made } = await apiKeys.create(
          { name, scopes, expiresAt, networks: network, taskIds: task, groupIds: group },
          null,
        );
        if (options.json) return printJson({ ...(await toJson(made, findExternalIds)), key });
        const until = expiresAt === null ? 'until it is revoked' : `until ${isoTime(expiresAt)}`;
        hint(`Key ${made.id}, for ${scopes.join(', ')}, ${until}. Store the key now: it is not shown again.`);
        return print(key);
      }),
    );
  keys
    .command('list')
    .description('list the keys, oldest first')
    .addHelpText('after', '\nExample:\n  $ lectern api-keys list')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: true }) =>
      cli.withCore(async ({ apiKeys, clock, findExternalIds }) => {
        const all = await readAll(apiKeys.list, ({ id }) => id);
        if (json) return printJson(await Promise.all(all.map((key) => toJson(key, findExternalIds))));
        const nowMs = clock.nowMs();
        return printTable(
          ['ID', 'NAME', 'SCOPES', 'LIMITS', 'STATE', 'LAST USED'],
          all.map((key) => [
            key.id,
            key.name,
            key.scopes.join(','),
            limitsText(key),
            stateOf(key, nowMs),
            isoTimeOrNull(key.lastUsedAt) ?? 'never',
          ]),
        );
      }),
    );
  keys
    .command('revoke')
    .argument('<id>', 'id of the key; "lectern api-keys list" shows it')
    .description('revoke a key; running servers refuse it immediately')
    .addHelpText('after', '\nExample:\n  $ lectern api-keys revoke 0198f…')
    .action((id: string) =>
      cli.withCore(async ({ apiKeys }) => {
        await apiKeys.revoke(id);
        print(`The key ${id} was revoked.`);
      }),
    );
  return keys;
}

/** For example `10.0.0.0/8; 2 tasks; 1 group`; the ids are in the JSON output. */
function limitsText({ networks, taskIds, groupIds }: KeyLimits): string {
  const count = (list: ReadonlyArray<string> | null, what: string) =>
    list ? [`${list.length} ${what}${list.length === 1 ? '' : 's'}`] : [];
  const parts = [
    ...(networks ? [networks.join(',')] : []),
    ...count(taskIds, 'task'),
    ...count(groupIds, 'group'),
  ];
  return parts.join('; ') || 'none';
}

async function toJson(
  { createdAt, expiresAt, revokedAt, lastUsedAt, ...key }: ApiKey,
  findExternalIds: FindExternalIds,
) {
  const named = async (kind: Identified, ids: ReadonlyArray<string> | null) => {
    const externalIds = await findExternalIds(kind, ids ?? []);
    return ids?.map((id) => externalIds.get(id) ?? null) ?? null;
  };
  return {
    ...key,
    taskExternalIds: await named('task', key.taskIds),
    groupExternalIds: await named('group', key.groupIds),
    createdAt: isoTime(createdAt),
    expiresAt: isoTimeOrNull(expiresAt),
    revokedAt: isoTimeOrNull(revokedAt),
    lastUsedAt: isoTimeOrNull(lastUsedAt),
  };
}

function stateOf({ revokedAt, expiresAt }: ApiKey, nowMs: number): string {
  if (revokedAt !== null) return `revoked at ${isoTime(revokedAt)}`;
  if (expiresAt === null) return 'valid';
  return expiresAt <= nowMs ? `expired at ${isoTime(expiresAt)}` : `valid until ${isoTime(expiresAt)}`;
}
