import { join } from 'node:path';

/** Where things lie in the data folder. */
export const dataPaths = (dataDir: string) => ({
  database: join(dataDir, 'lectern.db'),
  signingKeys: join(dataDir, 'signing-keys.json'),
  authSecret: join(dataDir, 'auth-secret'),
  /** The database as it was before migrations of its schema. */
  backupsBeforeMigration: join(dataDir, 'backups-before-migration'),
  /** One empty file for each revocation, for nginx. */
  revoked: join(dataDir, 'revoked'),
});
