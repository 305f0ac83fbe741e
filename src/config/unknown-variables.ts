import { clientVariables } from '../storage/providers.ts';

/** Other programs use these words too, so only names close to a setting are reported. */
const sharedWords = ['DATABASE', 'REDIS', 'MAX'];

/** Variables that begin like ours but belong to other programs. */
const othersVariables = [
  // Clients: `lectern push` and the examples.
  /^LECTERN_(API_KEY|URL)$/,
  // The Azure CLI: learn.microsoft.com/cli/azure/storage
  /^AZURE_STORAGE_(CONNECTION_STRING|SAS_TOKEN|AUTH_MODE|SERVICE_ENDPOINT)$/,
  // Kubernetes and Docker set these for services with such names: kubernetes.io/docs/concepts/services-networking/service
  /_SERVICE_(HOST|PORT(_\w+)?)$/,
  /_PORT_\d+_(TCP|UDP|SCTP)(_\w+)?$/,
];
const isServiceAddress = (value: string | undefined) => /^(tcp|udp|sctp):\/\//.test(value ?? '');

export interface UnknownVariable {
  readonly variable: string;
  /** The setting that was probably meant. */
  readonly meant: string | undefined;
}

/** Variables that begin like a setting, or resemble one, but are not a setting. */
export function unknownVariables(
  environment: Readonly<Record<string, string | undefined>>,
  settings: ReadonlyArray<string>,
): ReadonlyArray<UnknownVariable> {
  const known = new Set(settings);
  const prefixes = new Set(settings.flatMap(ownPrefix));
  return Object.entries(environment).flatMap(([variable, value]) => {
    const isOthers = othersVariables.some((pattern) => pattern.test(variable)) || isServiceAddress(value);
    if (known.has(variable) || isOthers) return [];
    const isOwn = [...prefixes].some((prefix) => variable.startsWith(prefix));
    const meant = nearestSetting(variable, settings);
    return isOwn || meant !== undefined ? [{ variable, meant }] : [];
  });
}

/** Its first word, or its first two where an SDK reads variables that begin with the first. */
function ownPrefix(setting: string): ReadonlyArray<string> {
  const [first = '', second] = setting.split('_');
  if (sharedWords.includes(first)) return [];
  return [clientVariables.includes(`${first}_`) ? `${first}_${second}_` : `${first}_`];
}

function nearestSetting(variable: string, settings: ReadonlyArray<string>): string | undefined {
  const near = settings
    .map((setting) => ({ setting, distance: distanceOf(variable, setting) }))
    .filter(({ setting, distance }) => distance <= allowedDistance(variable, setting))
    .toSorted((one, other) => one.distance - other.distance);
  return near[0]?.setting ?? settings.find((setting) => isWithoutEnd(variable, setting));
}

const firstWord = (name: string) => name.slice(0, name.indexOf('_') + 1);

/** A name with another first word, such as HTTP_URL or AWS_ENDPOINT, usually belongs to another program. */
function allowedDistance(variable: string, setting: string): number {
  if (firstWord(variable) === firstWord(setting)) return 2;
  if (clientVariables.includes(firstWord(variable))) return 0;
  return setting.length > 10 ? 2 : 1;
}

/** For example DATABASE_UR. A first word alone, such as REDIS, does not count. */
const isWithoutEnd = (variable: string, setting: string) =>
  setting.startsWith(variable) && variable.length > firstWord(setting).length;

/**
 * Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbors. Above 2 the result is only a lower bound.
 */
function distanceOf(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const [above = [], before = []] = [rows[i - 1], rows[i - 2]];
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
