import { kyselyAdapter } from '@better-auth/kysely-adapter';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError } from 'better-auth/api';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { betterAuth } from 'better-auth/minimal';
import { bearer } from 'better-auth/plugins/bearer';
import type { Database } from '../../database/database.ts';
import { newId } from '../../lib/ids.ts';
import {
  authBasePath,
  clientAddressHeader,
  cookiePath,
  cookiePrefix,
  disabledReason,
  hashVerification,
  maxPasswordLength,
  minPasswordLength,
} from './auth-settings.ts';
import { hashingSessionTokens } from './hashed-tokens.ts';
import { nameColumns } from './names.ts';
import { hashedBefore, type PasswordHashing } from './password-hashing.ts';
import type { Role } from './principal.ts';

export type Auth = ReturnType<typeof createAuth>;

export interface AuthLog {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/**
 * better-auth on our database: e-mail and password, an OpenID Connect provider, and sessions. It handles what `api/routes/auth.ts`
 * forwards; `authenticate.ts` resolves requests to our API. What Lectern already does is off: `api/` checks origins and limits rates before
 * it, and `database/` migrates.
 */
export function createAuth(parts: {
  database: Database;
  secret: string;
  publicUrl: string;
  signUp: 'closed' | 'open';
  /** Ways to sign in other than a password. */
  plugins?: ReadonlyArray<BetterAuthPlugin>;
  /** Default: better-auth's scrypt. */
  passwords?: PasswordHashing | undefined;
  log: AuthLog;
}) {
  const passwords = parts.passwords ?? { hash: hashPassword, verify: verifyPassword };
  return betterAuth({
    appName: 'Lectern',
    // Without the path, which a proxy strips; `ask-better-auth.ts` makes the requests.
    baseURL: new URL(parts.publicUrl).origin,
    basePath: authBasePath,
    secret: parts.secret,
    database: hashingSessionTokens(
      kyselyAdapter(parts.database.kysely, { type: parts.database.dialect, transaction: true }),
    ),
    emailAndPassword: {
      enabled: true,
      disableSignUp: parts.signUp === 'closed',
      minPasswordLength,
      maxPasswordLength,
      password: {
        hash: async (password) => hashedBefore.getStore() ?? passwords.hash(password),
        verify: passwords.verify,
      },
      autoSignIn: true,
      revokeSessionsOnPasswordReset: true,
    },
    verification: { storeIdentifier: { hash: async (identifier) => hashVerification(identifier) } },
    user: {
      additionalFields: {
        foldedName: { type: 'string', required: false, input: false, returned: false },
        nameSource: { type: 'string', required: false, input: false, returned: false },
        emailSource: { type: 'string', required: false, input: false, returned: false },
        role: { type: 'string', required: false, input: false, defaultValue: 'student' satisfies Role },
        banned: { type: 'boolean', required: false, input: false, defaultValue: false },
      },
    },
    databaseHooks: {
      user: {
        create: {
          before: async ({ name }) => ({ data: { ...nameColumns(name, 'hand'), emailSource: 'sign-up' } }),
        },
      },
      session: { create: { before: refuseDisabled } },
    },
    account: { storeStateStrategy: 'cookie' },
    plugins: [bearer(), ...(parts.plugins ?? [])],
    advanced: {
      cookiePrefix: cookiePrefix(parts.publicUrl),
      useSecureCookies: false, // or better-auth adds its own prefix to the name
      defaultCookieAttributes: {
        secure: parts.publicUrl.startsWith('https:'),
        path: cookiePath(parts.publicUrl),
      },
      disableCSRFCheck: true,
      // The whole address, which the pre-flight compares with the networks of a contest.
      ipAddress: { ipAddressHeaders: [clientAddressHeader], ipv6Subnet: 128 },
      database: { generateId: newId, validateSchema: false },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: { throw: true }, // our server replies to our own errors, such as the database's
    // Logs only messages, such as "Invalid password": the other arguments could contain a request.
    logger: {
      level: 'warn',
      log: (level, message) => {
        if (level === 'error') parts.log.error({ part: 'better-auth' }, message);
        else parts.log.warn({ part: 'better-auth' }, message);
      },
    },
  });
}

/** A disabled account gets no session. The password has been checked by then, so this reveals nothing to anyone else. */
async function refuseDisabled(
  { userId }: { userId: string },
  endpoint: GenericEndpointContext | null,
): Promise<void> {
  const account: Record<string, unknown> | null | undefined =
    await endpoint?.context.internalAdapter.findUserById(userId);
  if (account && !account['banned']) return;
  throw new APIError('FORBIDDEN', {
    code: disabledReason,
    message: 'This account is disabled. Ask an admin to enable it.',
  });
}
