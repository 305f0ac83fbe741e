import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import { formatVerifierKey } from 'lectern-audit-log';
import type { Core } from '../../core/open-core.ts';
import type { Schema } from '../../database/schema.ts';
import { OperatorError } from '../../lib/errors.ts';
import { createSeal } from '../../lib/seal.ts';

/** A key, and the origin of the checkpoints that it signs. */
interface SigningKey {
  readonly name: string;
  readonly privateKey: KeyObject;
}

export type LogKeys = ReturnType<typeof createLogKeys>;

/** Keys that sign checkpoints, sealed in the database for all instances. */
export function createLogKeys({ secret, publicUrl, clock }: Pick<Core, 'secret' | 'publicUrl' | 'clock'>) {
  const { seal, open } = createSeal(Buffer.from(secret), 'lectern-audit-log-key-v1');
  const newest = (db: Kysely<Schema>) =>
    db
      .selectFrom('auditLogKeys')
      .selectAll()
      .orderBy('createdAt', 'desc')
      .orderBy('verifierKey')
      .limit(1)
      .executeTakeFirst();
  const nameOf = (verifierKey: string) => verifierKey.slice(0, verifierKey.indexOf('+'));

  /** Creates a key, which signs from now on. */
  async function create(trx: Kysely<Schema>): Promise<SigningKey> {
    const stored = await newest(trx);
    // The origin stays when the address of the server changes.
    const name = stored === undefined ? `${new URL(publicUrl).host}/audit-log` : nameOf(stored.verifierKey);
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const verifierKey = formatVerifierKey(name, publicKey);
    const sealed = seal(privateKey.export({ format: 'der', type: 'pkcs8' }), [verifierKey]);
    await trx.insertInto('auditLogKeys').values({ verifierKey, sealed, createdAt: clock.nowMs() }).execute();
    return { name, privateKey };
  }

  return {
    /**
     * The key that signs, which is the newest. Creates the first one.
     * @throws OperatorError if the secret of the installation is not the one that sealed it
     */
    async current(trx: Kysely<Schema>): Promise<SigningKey> {
      const stored = await newest(trx);
      if (stored === undefined) return create(trx);
      try {
        const key = open(stored.sealed, [stored.verifierKey]);
        return {
          name: nameOf(stored.verifierKey),
          privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' }),
        };
      } catch (cause) {
        throw new OperatorError(
          'The key of the audit log cannot be decrypted. Set LECTERN_AUTH_SECRET to the value from when it was sealed, or create a new key with "lectern audit key --new".',
          { kind: 'unavailable', cause },
        );
      }
    },
    create,
    /** All verifier keys, oldest first. */
    list: (db: Kysely<Schema>) =>
      db.selectFrom('auditLogKeys').select(['verifierKey', 'createdAt']).orderBy('createdAt').execute(),
  };
}
