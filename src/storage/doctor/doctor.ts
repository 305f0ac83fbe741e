import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { LecternError } from '../../errors.ts';
import { parseObjectKey } from '../object-key.ts';
import type { Storage } from '../storage.ts';
import { credentialsCheck, operatorChecks } from './as-operator.ts';
import { readerChecks } from './as-reader.ts';
import { strangerChecks } from './as-stranger.ts';
import { type Check, type Finding, failed, type Patient } from './check.ts';
import { browserChecks } from './from-browser.ts';

export interface Diagnosis extends Finding {
  readonly id: string;
  readonly title: string;
}

/** Not a whole PDF: it only has to arrive as it was stored. */
const sample = Buffer.from('%PDF-1.4\n% lectern doctor: this file may be deleted\n%%EOF\n');

/**
 * Checks a storage as an operator, a stranger, a reader and a browser would, with a small object of its own
 * that it removes afterwards. Gives what it found, check by check.
 */
export async function* examine(parts: {
  storage: Storage;
  clock: Clock;
  ttlSeconds: number;
  webOrigin: string;
}): AsyncGenerator<Diagnosis> {
  // Below the prefix of all documents, as a policy may allow no other.
  const objectKey = `documents/lectern-doctor/${randomUUID()}.pdf`;
  const patient: Patient = { ...parts, objectKey, bytes: sample };
  try {
    const first = await diagnose(credentialsCheck, patient);
    yield first;
    if (first.outcome === 'failed') return;
    for (const check of [...operatorChecks, ...strangerChecks, ...readerChecks, ...browserChecks]) {
      yield await diagnose(check, patient);
    }
  } finally {
    await parts.storage.driver.delete(parseObjectKey(objectKey)).catch(() => {}); // the findings tell why
  }
}

async function diagnose(check: Check, patient: Patient): Promise<Diagnosis> {
  const { id, title } = check;
  try {
    return { id, title, ...(await check.run(patient)) };
  } catch (error) {
    return { id, title, ...failureOf(error, patient) };
  }
}

function failureOf(error: unknown, { storage }: Patient): Finding {
  if (error instanceof LecternError) {
    return failed(error.message, 'Check address, bucket and credentials in "lectern config".');
  }
  const { cause } = error as { cause?: { code?: string; message?: string } };
  const reason = cause?.code ?? cause?.message ?? (error as Error).message;
  return failed(
    `${storage.publicUrl} does not answer: ${reason}`,
    'Can this machine and the readers reach the public address?',
  );
}
