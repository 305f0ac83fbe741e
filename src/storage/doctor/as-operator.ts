import { providerLimits, ttlProblem } from '../../signing/provider-limits.ts';
import { parseObjectKey } from '../object-key.ts';
import {
  type Answer,
  ask,
  type Check,
  failed,
  isRefusal,
  ok,
  type Patient,
  putObject,
  refusalOf,
  sha256,
  signedUrl,
  skipped,
  warning,
} from './check.ts';

const [worthAWarningMs, tooMuchMs] = [5_000, 60_000];
/** AWS's guidance on presigned URLs: shorter ones meet clocks that differ, and slow connections. */
const shortestSafeTtlSeconds = 120;

/** The first check: nothing else can be looked at unless the doctor can store an object of its own. */
export const credentialsCheck: Check = {
  id: 'credentials',
  title: 'the credentials can look, store and delete',
  async run(patient) {
    const { driver } = patient.storage;
    const key = parseObjectKey(patient.objectKey);
    await driver.head(key);
    await putObject(patient, key);
    await putObject(patient, `${key}.again`);
    await driver.delete(parseObjectKey(`${key}.again`));
    const stored = await driver.head(key);
    if (stored?.size === patient.bytes.length) return ok(`stored ${key}`);
    return failed('what was stored is not there', 'Is another service in the place of the storage?');
  },
};

/** What the one who runs Lectern must know. */
export const operatorChecks: ReadonlyArray<Check> = [
  {
    id: 'clock',
    title: 'the clocks of backend and storage agree',
    async run(patient) {
      const date = Date.parse((await ask(await signedUrl(patient))).headers.get('date') ?? '');
      if (Number.isNaN(date)) return skipped('the storage sends no Date');
      const aheadMs = patient.clock.nowMs() - date;
      const seen = `this clock is ${Math.abs(aheadMs / 1000).toFixed(0)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the storage's`;
      const remedy = 'Let NTP set the clock of this machine (timedatectl set-ntp true).';
      if (Math.abs(aheadMs) > tooMuchMs) return failed(seen, remedy);
      return Math.abs(aheadMs) > worthAWarningMs ? warning(seen, remedy) : ok('within 5 s');
    },
  },
  {
    id: 'ttl',
    title: 'the time to live suits readers and provider',
    async run({ storage, ttlSeconds }) {
      const problem = ttlProblem(storage.provider, ttlSeconds);
      if (problem) return failed(problem, 'Lower SIGNED_URL_TTL_SECONDS.');
      if (ttlSeconds >= shortestSafeTtlSeconds) return ok(`${ttlSeconds} s`);
      return warning(
        `${ttlSeconds} s is short for slow connections, and for clocks that differ a little`,
        `Set SIGNED_URL_TTL_SECONDS to ${shortestSafeTtlSeconds} or more.`,
      );
    },
  },
  {
    id: 'upload',
    title: 'a signed upload is stored, and only what was announced',
    async run(patient) {
      const key = parseObjectKey(`${patient.objectKey}.upload`);
      const { driver } = patient.storage;
      try {
        return await tryUpload(patient, key);
      } finally {
        await driver.delete(key);
      }
    },
  },
];

async function tryUpload(patient: Patient, key: string) {
  const { storage, clock, bytes } = patient;
  const signedAtSeconds = Math.floor(clock.nowMs() / 1000);
  const { url, headers } = await storage.signer.signUpload({
    objectKey: key,
    size: bytes.length,
    sha256: sha256(bytes),
    signedAtSeconds,
    expiresAtSeconds: signedAtSeconds + 60,
  });
  const put = (body: Uint8Array): Promise<Answer> =>
    ask(url, { method: 'PUT', headers, body: body as Uint8Array<ArrayBuffer> });
  const { bindsUpload } = providerLimits[storage.provider];

  if (bindsUpload.includes('size')) {
    const longer = await put(Buffer.concat([bytes, Buffer.from('more')]));
    if (!isRefusal(longer)) {
      return failed(`a longer file than announced is answered with ${longer.status}`, laxUploads);
    }
  }
  const first = await put(bytes);
  if (first.status >= 300) {
    return failed(
      `the upload is answered with ${refusalOf(first)}`,
      'May the credentials that sign write objects, and do PUT requests get through the proxy?',
    );
  }
  if (!bindsUpload.includes('absence')) {
    return warning(
      'stored; until its link ends, an uploader can put another file in its place',
      'Give editor rights to those only whom you trust with this; pre-flight finds a changed file.',
    );
  }
  const second = await put(bytes);
  const stored = await storage.driver.head(key as never);
  if (stored?.size !== bytes.length) return failed('what was uploaded is not there', laxUploads);
  const overwrites = second.status < 300 && storage.provider !== 'embedded';
  return overwrites
    ? warning('stored, but an upload link can overwrite what it put', laxUploads)
    : ok('stored once, in the announced size');
}

const laxUploads =
  'This service ignores what the upload URL is bound to. Completing an upload still checks size and SHA-256.';
