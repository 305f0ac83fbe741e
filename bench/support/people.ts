import { randomBytes } from 'node:crypto';
import type { Core } from '../../src/core/open-core.ts';
import { hashToken } from '../../src/lib/random-token.ts';

/** A student with a session. */
export interface Person {
  readonly id: string;
  /** Of the session, which lasts a day. */
  readonly token: string;
}

const userColumns = ['id', 'name', 'email', 'emailVerified', 'createdAt', 'updatedAt', 'role'] as const;
const sessionColumns = ['id', 'token', 'userId', 'expiresAt', 'createdAt', 'updatedAt'] as const;
const sessionMs = 86_400_000;

/** Writes accounts and sessions directly into the database, because hashing so many passwords would take minutes. */
export async function insertPeople(
  { database, clock }: Pick<Core, 'database' | 'clock'>,
  count: number,
): Promise<ReadonlyArray<Person>> {
  const nowMs = clock.nowMs();
  const iso = new Date(nowMs).toISOString();
  const expiresAt = new Date(nowMs + sessionMs).toISOString();
  const written = { createdAt: iso, updatedAt: iso };
  const people = Array.from({ length: count }, (_, at) => ({
    id: `bench-user-${at}`,
    token: randomBytes(24).toString('hex'),
  }));
  const user = { emailVerified: 0, role: 'student', ...written };
  const users = people.map(({ id }) => ({ id, name: id, email: `${id}@example.org`, ...user }));
  const sessions = people.map(({ id, token }) => ({
    ...{ id: `session-${id}`, token: hashToken(token), userId: id },
    ...{ expiresAt, ...written },
  }));
  // Columns that only better-auth writes are not in the schema.
  await database.prepareInsert('user', userColumns)(users as never);
  await database.prepareInsert('session', sessionColumns as never)(sessions as never);
  return people;
}
