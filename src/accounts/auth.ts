import { kyselyAdapter } from '@better-auth/kysely-adapter';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { betterAuth } from 'better-auth/minimal';
import { createAccessControl } from 'better-auth/plugins/access';
import { admin } from 'better-auth/plugins/admin';
import { bearer } from 'better-auth/plugins/bearer';
import type { Database } from '../database/database.ts';
import { foldText } from '../database/fold-text.ts';
import { newId } from '../ids.ts';
import {
  authBasePath,
  clientAddressHeader,
  cookiePrefix,
  hashVerification,
  maxPasswordLength,
  minPasswordLength,
} from './auth-settings.ts';
import { queuePasswordHashing } from './password-hashing.ts';
import type { Role } from './principal.ts';

export type Auth = ReturnType<typeof createAuth>;

export interface AuthLog {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/**
 * better-auth over our own database: e-mail and password, sessions, roles, disabling. It answers
 * `/api/auth/*` only; requests to our API are resolved by `authenticate.ts`. What it would do a second
 * time is off: cross-origin checks and rate limits stand in front of it (`http/`), and migrations run in
 * `database/`.
 */
export function createAuth(parts: {
  database: Database;
  secret: string;
  publicUrl: string;
  signUp: 'closed' | 'open';
  /** Called when an account has changed, whoever changed it, and before one is deleted. */
  revokeUrlsOf: (userId: string) => Promise<void>;
  log: AuthLog;
}) {
  return betterAuth({
    appName: 'Lectern',
    baseURL: parts.publicUrl,
    basePath: authBasePath,
    secret: parts.secret,
    database: kyselyAdapter(parts.database.kysely, { type: parts.database.dialect, transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: parts.signUp === 'closed',
      minPasswordLength,
      maxPasswordLength,
      password: queuePasswordHashing({ hash: hashPassword, verify: verifyPassword }),
      autoSignIn: true,
      revokeSessionsOnPasswordReset: true,
    },
    verification: { storeIdentifier: { hash: async (identifier) => hashVerification(identifier) } },
    user: {
      additionalFields: { foldedName: { type: 'string', required: false, input: false, returned: false } },
    },
    databaseHooks: {
      user: {
        create: { before: async ({ name }) => foldedNameOf(name) },
        // A change may take access away, with the role or the account as a whole; it does not say what it was before.
        update: {
          before: async ({ name }) => foldedNameOf(name),
          after: async (user) => user && parts.revokeUrlsOf(user.id),
        },
        delete: { before: ({ id }) => parts.revokeUrlsOf(id) },
      },
    },
    plugins: [
      admin({ defaultRole: 'student', adminRoles: ['admin'], ac: accessControl, roles: roleRights }),
      bearer(),
    ],
    advanced: {
      cookiePrefix,
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      database: { generateId: newId, validateSchema: false },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: { throw: true }, // our own errors, such as those of the database, are answered by us
    // Its messages name things like "Invalid password"; its extra arguments could carry a request.
    logger: {
      level: 'warn',
      log: (level, message) => {
        if (level === 'error') parts.log.error({ part: 'better-auth' }, message);
        else parts.log.warn({ part: 'better-auth' }, message);
      },
    },
  });
}

/** What a change of a name changes with it. */
function foldedNameOf(name: string | undefined) {
  return { data: name === undefined ? {} : { foldedName: foldText(name) } };
}

const accessControl = createAccessControl({
  user: ['create', 'list', 'get', 'update', 'set-role', 'set-email', 'set-password', 'ban', 'delete'],
  session: ['list', 'revoke', 'delete'],
} as const);

const nothing = { user: [], session: [] } as const;

/** Nobody may impersonate: an issue record must name the person who really asked. */
const roleRights: Record<Role, ReturnType<typeof accessControl.newRole>> = {
  student: accessControl.newRole(nothing as never),
  teacher: accessControl.newRole(nothing as never),
  admin: accessControl.newRole({
    user: ['create', 'list', 'get', 'update', 'set-role', 'set-email', 'set-password', 'ban', 'delete'],
    session: ['list', 'revoke', 'delete'],
  }),
};
