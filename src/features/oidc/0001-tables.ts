import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `provider-groups.ts` documents the columns. */
export const tables = ({ text, keyed }: Ddl) => [
  sql`create table "providerGroups" (
    issuer ${text} not null,
    name ${text} not null,
    "groupId" ${text} references groups (id) on delete set null,
    constraint "providerGroups_pk" primary key (issuer, name)
  ) ${keyed}`,
  sql`create index "providerGroups_groupId_idx" on "providerGroups" ("groupId")`,
  sql`create table "providerMembers" (
    "userId" ${text} not null references "user" (id) on delete cascade,
    "groupId" ${text} not null references groups (id) on delete cascade,
    constraint "providerMembers_pk" primary key ("userId", "groupId")
  ) ${keyed}`,
  sql`create index "providerMembers_groupId_idx" on "providerMembers" ("groupId")`,
];
