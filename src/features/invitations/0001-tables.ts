import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, plain, keyed }: Ddl) => [
  sql`create table invitations (
    id ${text} not null primary key,
    "groupId" ${text} references groups (id) on delete cascade,
    "contestId" ${text} references contests (id) on delete cascade,
    "tokenHash" ${text} not null,
    "createdBy" ${text} references "user" (id) on delete set null,
    "createdAt" ${integer} not null,
    "endsAt" ${integer} not null,
    "maxUses" ${integer} not null,
    uses ${integer} not null,
    "emailDomains" ${text} not null,
    "revokedAt" ${integer},
    check (("groupId" is null) <> ("contestId" is null))
  ) ${plain}`,
  sql`create unique index "invitations_tokenHash_idx" on invitations ("tokenHash")`,
  sql`create index "invitations_groupId_idx" on invitations ("groupId", id) where "groupId" is not null`,
  sql`create index "invitations_contestId_idx" on invitations ("contestId", id) where "contestId" is not null`,
  sql`create index "invitations_createdBy_idx" on invitations ("createdBy")`,
  sql`create table "invitationUses" (
    "invitationId" ${text} not null references invitations (id) on delete cascade,
    "userId" ${text} not null references "user" (id) on delete cascade,
    at ${integer} not null,
    constraint "invitationUses_pk" primary key ("invitationId", "userId")
  ) ${keyed}`,
  sql`create index "invitationUses_userId_idx" on "invitationUses" ("userId")`,
];
