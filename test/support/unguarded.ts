import type { Kysely } from 'kysely';
import type { Schema, Tables } from '../../src/database/schema.ts';

/** A database for tests that change who has access without revoking URLs: the types of `Schema` refuse that. */
export const unguarded = (db: Kysely<Schema>) => db as unknown as Kysely<Tables>;
