import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, counted, plain, keyed }: Ddl) => [
  sql`create table "webhookEndpoints" (
    id ${text} not null primary key,
    url ${text} not null,
    events ${text} not null,
    secret ${text} not null,
    "previousSecret" ${text},
    "previousUntil" ${integer},
    "createdBy" ${text} references "user" (id) on delete set null,
    "createdAt" ${integer} not null,
    "pausedAt" ${integer},
    "pauseReason" ${text} check ("pauseReason" in ('asked', 'failing', 'gone')),
    "failingSince" ${integer},
    "lastFailure" ${text},
    "lastDeliveredAt" ${integer}
  ) ${plain}`,
  sql`create index "webhookEndpoints_createdBy_idx" on "webhookEndpoints" ("createdBy")`,
  sql`create table "webhookOutbox" (
    id ${counted},
    at ${integer} not null,
    type ${text} not null,
    data ${text} not null
  ) ${plain}`,
  sql`create table "webhookEvents" (
    id ${text} not null primary key,
    at ${integer} not null,
    type ${text} not null,
    body ${text} not null,
    "userId" ${text} references "user" (id) on delete cascade
  ) ${plain}`,
  sql`create index "webhookEvents_at_idx" on "webhookEvents" (at)`,
  sql`create index "webhookEvents_userId_idx" on "webhookEvents" ("userId") where "userId" is not null`,
  sql`create table "webhookDeliveries" (
    id ${text} not null primary key,
    "endpointId" ${text} not null references "webhookEndpoints" (id) on delete cascade,
    "eventId" ${text} not null references "webhookEvents" (id) on delete cascade,
    attempts ${integer} not null,
    "dueAt" ${integer},
    "attemptedAt" ${integer},
    failure ${text}
  ) ${keyed}`,
  sql`create index "webhookDeliveries_due_idx" on "webhookDeliveries" ("endpointId", "dueAt")
    where "dueAt" is not null`,
  sql`create index "webhookDeliveries_endpointId_idx" on "webhookDeliveries" ("endpointId", id)`,
  sql`create index "webhookDeliveries_eventId_idx" on "webhookDeliveries" ("eventId")`,
  sql`create table "webhookOpenings" (
    "userId" ${text} not null references "user" (id) on delete cascade,
    "taskId" ${text} not null references tasks (id) on delete cascade,
    at ${integer} not null,
    constraint "webhookOpenings_pk" primary key ("userId", "taskId")
  ) ${keyed}`,
  sql`create index "webhookOpenings_taskId_idx" on "webhookOpenings" ("taskId")`,
  sql`create index "webhookOpenings_at_idx" on "webhookOpenings" (at)`,
  sql`create table "webhookSigningKeys" (id ${text} not null primary key) ${keyed}`,
];
