import { providerLimits, ttlProblem } from 'lectern-signing';
import { type AnySetting, oneOf, type SettingTable } from '../lib/setting.ts';
import { providerOf, type StorageKind, type StorageSettings, storageKinds } from '../storage/providers.ts';
import type { GeneralConfig } from './general-settings.ts';
import { type Environment, readSettings, requiredProblems, togetherProblems } from './read-settings.ts';

const kinds = storageKinds.map((kind) => `\`${kind}\``);
const kindTable = {
  kind: {
    variable: 'LECTERN_STORAGE',
    describe: `where the PDFs are stored: ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`,
    fallback: () => 'file' as const,
    parse: oneOf(...storageKinds),
  },
} satisfies SettingTable;

/** The settings that have an effect for one kind of storage. */
export const storageSettingsOf = (kind: StorageKind): SettingTable => ({
  ...kindTable,
  ...providerOf(kind).settings,
});

/** The settings of every provider. */
export const storageSettings: ReadonlyArray<AnySetting> = [
  kindTable.kind,
  ...storageKinds.flatMap((kind) => Object.values(providerOf(kind).settings)),
];

/**
 * The settings of the configured provider, or their problems. Also validates the variables of other providers.
 * @param values the settings of signed URLs; undefined if they are invalid
 */
export function readStorage(
  environment: Environment,
  { signedUrlTtlSeconds: ttlSeconds, bindUrls }: Partial<GeneralConfig>,
): { readonly storage?: StorageSettings; readonly problems: ReadonlyArray<string> } {
  const { values, problems: ofKind } = readSettings(kindTable, environment);
  const { kind } = values;
  const readings = storageKinds.map((each) => ({
    kind: each,
    ...readSettings(providerOf(each).settings, environment),
  }));
  const problems = [...ofKind, ...readings.flatMap((reading) => reading.problems)];
  const reading = readings.find((each) => each.kind === kind);
  if (kind === undefined || reading === undefined) return { problems };

  const { settings, together = [], signers } = providerOf(kind);
  problems.push(...requiredProblems(settings, reading, `LECTERN_STORAGE=${kind}`));
  problems.push(...togetherProblems(together, settings, reading));
  if (ttlSeconds !== undefined) {
    const tooLong = signers(reading.values).flatMap((signer) => ttlProblem(signer, ttlSeconds) ?? []);
    problems.push(...tooLong.map((problem) => `SIGNED_URL_TTL_SECONDS: ${problem}`));
  }
  if (bindUrls === 'networks') {
    const [downloads] = signers(reading.values);
    if (providerLimits[downloads].bindsClient.length === 0)
      problems.push(`LECTERN_BIND_URLS must be never: URLs of ${downloads} work from any address`);
  }
  // No required setting is missing here, but the types do not express that.
  return { problems, storage: { kind, ...reading.values } as StorageSettings };
}
