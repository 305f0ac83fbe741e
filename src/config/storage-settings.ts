import { ttlProblem } from 'lectern-signing';
import { providerOf, type StorageKind, type StorageSettings, storageKinds } from '../storage/providers.ts';
import { type Settled, settle, type Variable, variablesIn } from '../storage/variables.ts';
import { oneOf, type Setting } from './setting.ts';

type StorageSetting = Setting<unknown, Readonly<Record<string, unknown>>>;
type SettingsByVariable = Readonly<Record<string, StorageSetting>>;

const listed = `${storageKinds.slice(0, -1).join(', ')} or ${storageKinds.at(-1)}`;
const kindSetting: StorageSetting = {
  variable: 'LECTERN_STORAGE',
  describe: `where the PDFs are stored: ${listed}`,
  fallback: () => 'file',
  parse: oneOf(...storageKinds),
};

const byVariable = (settings: ReadonlyArray<Variable | StorageSetting>): SettingsByVariable =>
  Object.fromEntries(settings.map((setting) => [setting.variable, setting]));

/** The settings that have an effect for a kind of storage, by their variables. */
export const storageSettingsOf = (kind: StorageKind): SettingsByVariable =>
  byVariable([kindSetting, ...variablesIn(providerOf(kind).variables)]);

/** The settings of every provider, by their variables. */
export const storageSettings: SettingsByVariable = Object.assign({}, ...storageKinds.map(storageSettingsOf));

/** One provider's settings, made of what the variables settle, or what is missing for them in words. */
export function readStorage(
  settled: Settled,
  ttlSeconds: number,
): { readonly storage?: StorageSettings; readonly problems: ReadonlyArray<string> } {
  const kind = settled.values[kindSetting.variable] as StorageKind;
  const provider = providerOf(kind);
  const { settings, problems } = settle(provider.variables, settled, `LECTERN_STORAGE=${kind}`);
  const tooLong = provider
    .signers(settings)
    .map((signer) => ttlProblem(signer, ttlSeconds))
    .filter((problem) => problem !== undefined)
    .map((problem) => `SIGNED_URL_TTL_SECONDS: ${problem}`);
  if (problems.length + tooLong.length > 0) return { problems: [...problems, ...tooLong] };
  return { storage: { kind, ...settings } as StorageSettings, problems };
}
