import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { createAccounts } from './accounts.ts';
import { createApiKeys } from './api-keys.ts';
import { createDeleteAccount, type ErasePerson } from './delete-account.ts';
import { createDeviceCookie } from './device-cookie.ts';
import { createFirstAdmin } from './first-admin.ts';
import { createAskNewPassword } from './forgotten-passwords.ts';
import { createHashPassword, loadAuthOnce } from './load-auth.ts';
import { createMailQueue, type OnMail } from './mail-queue.ts';
import { createNewAccounts } from './new-accounts.ts';
import { createOnPasswordChanged, createResetPassword } from './password-changed.ts';
import type { PasswordHashing } from './password-hashing.ts';
import { createPruneSessions } from './sessions.ts';
import { createSetupLinks } from './setup-links.ts';
import type { SignInParts, SignInProvider } from './sign-in-provider.ts';
import { createProveAddress, createSignUpByMail } from './sign-up.ts';
import { createSyncRole } from './sync-role.ts';

export interface AccountOptions {
  readonly onMail?: OnMail;
  readonly sendsMail?: boolean;
  /** Delete what features store about a person. */
  readonly erasePerson?: ReadonlyArray<ErasePerson>;
  /** A feature's way to sign in. */
  readonly signIn?: (parts: SignInParts) => SignInProvider | undefined;
  /** How passwords are hashed; default: better-auth's scrypt. */
  readonly passwords?: PasswordHashing | undefined;
}

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly revocations: Revocations;
  readonly clock: Clock;
  readonly log: Logger;
  /** Signs session cookies. */
  readonly secret: string;
}

/** Accounts, and all ways to get one, to sign in, and to end it. */
export function createAccountParts(parts: Parts, options: AccountOptions) {
  const { config, database, revocations, clock, log, secret } = parts;
  const { publicUrl, signUp } = config;
  const mailQueue = createMailQueue({ database, clock, onMail: options.onMail });
  const outbox = options.sendsMail ? mailQueue : undefined;
  const setupLinks = createSetupLinks({ database, clock, publicUrl, outbox });
  const onPasswordChanged = createOnPasswordChanged({ database, outbox });
  const askNewPassword = createAskNewPassword({ database, mailQueue });
  const accounts = createAccounts({ database, revocations, clock });
  const syncRole = createSyncRole({ accounts, log });
  const signIn = options.signIn?.({ config, revocations, clock, syncRole });
  const { auth, provider } = loadAuthOnce(
    { database, secret, log, publicUrl, signUp, passwords: options.passwords },
    signIn,
  );
  const hashPassword = createHashPassword(auth);
  const newAccounts = createNewAccounts({ database, clock, setupLinks, hashPassword });
  const erasePerson = options.erasePerson ?? [];
  return {
    mailQueue,
    /** The e-mail queue, if a feature sends e-mail. */
    outbox,
    auth,
    /** Name of the provider where people can sign in, if there is one. */
    signInProvider: signIn?.name,
    provider,
    deviceCookie: createDeviceCookie({ secret, publicUrl, clock }),
    accounts,
    newAccounts,
    deleteAccount: createDeleteAccount({ revocations, erasePerson }),
    firstAdmin: createFirstAdmin({ database, clock, newAccounts, publicUrl }),
    syncRole,
    apiKeys: createApiKeys({ database, revocations, clock }),
    setupLinks,
    onPasswordChanged,
    resetPassword: createResetPassword({ database, clock, accounts, hashPassword, onPasswordChanged }),
    askNewPassword,
    signUpByMail: createSignUpByMail({ database, mailQueue, askNewPassword, clock }),
    proveAddress: createProveAddress({ revocations, clock }),
    pruneSessions: createPruneSessions(database),
  };
}
