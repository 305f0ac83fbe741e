import { AsyncLocalStorage } from 'node:async_hooks';

/** `emailAndPassword.password` in better-auth's options, or a test double. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(tried: { hash: string; password: string }): Promise<boolean>;
}

/**
 * The hash of the password with which a request to better-auth signs up. It would hash in a transaction, for which everyone else waits on
 * SQLite, and which keeps one of the connections to PostgreSQL.
 */
export const hashedBefore = new AsyncLocalStorage<string>();
