import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { after } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createApp } from '../../src/app/app.ts';
import type { Core } from '../../src/core/open-core.ts';
import type { KeyLimits } from '../../src/database/key-limits-column.ts';
import type { PasswordHashing } from '../../src/domain/accounts/password-hashing.ts';
import {
  type ApiKeyScope,
  apiKeyScopes,
  type Principal,
  type Role,
} from '../../src/domain/accounts/principal.ts';
import type { DocumentVersion } from '../../src/domain/tasks/document-versions.ts';
import type { Task } from '../../src/domain/tasks/task.ts';
import type { Feature } from '../../src/features/feature.ts';
import { readConfig } from '../../src/features/settings.ts';
import { newId } from '../../src/lib/ids.ts';
import { hashToken } from '../../src/lib/random-token.ts';
import { parseObjectKey } from '../../src/storage/object-key.ts';
import { checkReply } from './check-reply.ts';
import { pdfOf } from './plain-pdf.ts';
import { accountRow } from './rows.ts';
import { scenarioIn } from './scenario.ts';
import { minuteMs, settableClock } from './settable-clock.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { newDatabaseSettings } from './test-database.ts';
import { roomyLimits } from './variables.ts';

export interface Reply {
  readonly status: number;
  readonly headers: LightMyRequestResponse['headers'];
  readonly text: string;
  /** The JSON body; undefined when there is none. */
  readonly body: ReturnType<typeof JSON.parse>;
}

/** Sends a request without a socket: `send('POST /api/v1/tasks', {title: 'A'})`. */
export type Send = (
  route: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Reply>;

export interface Person extends Principal {
  readonly email: string;
  readonly token: string;
  /** With a bearer token. */
  readonly send: Send;
}

/** A program, which sends with its API key. */
export interface Program {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly send: Send;
}

export type TestApp = Awaited<ReturnType<typeof openTestApp>>;

/** Replaces scrypt, which takes 50 ms for each password; suites that start a server use the real one. */
const cheapPasswords: PasswordHashing = {
  async hash(password) {
    const salt = randomBytes(8).toString('hex');
    return `${salt}:${sha256(Buffer.from(salt + password))}`;
  },
  async verify({ hash, password }) {
    const [salt = '', hashed] = hash.split(':');
    return hashed === sha256(Buffer.from(salt + password));
  },
};

/** Uploads wait for the examiner however slow the machine is; what happens otherwise is a test of `examineInTime`. */
const patienceMs = 10 * minuteMs;

/**
 * A whole Lectern with a temporary data folder and a new database, with a clock that stands still; closed after the
 * tests.
 */
export async function openTestApp(
  settings: Readonly<Record<string, string>> = {},
  features?: ReadonlyArray<Feature>,
  passwords = cheapPasswords,
) {
  const dataDir = temporaryFolder();
  const clock = settableClock();
  const logged: Array<string> = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const environment = {
    LECTERN_DATA_DIR: dataDir,
    ...(await newDatabaseSettings(dataDir)),
    ...roomyLimits,
    ...settings,
  };
  const app = await createApp(readConfig(environment), {
    ...{ clock, log, passwords, patienceMs },
    ...(features ? { features } : {}),
  });
  after(() => app.stop());
  const { core } = app;
  const { kysely } = core.database;

  const sendWith =
    (own: Readonly<Record<string, string>>): Send =>
    async (route, body, headers) => {
      const [method = '', url = ''] = route.split(' ');
      const isText = typeof body === 'string';
      const response = await app.api.inject({
        method,
        url,
        headers: {
          ...own,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: isText ? body : JSON.stringify(body) }),
        payloadAsStream: true,
      });
      const { statusCode: status, headers: replied } = response;
      const text = await readText(response.stream(), replied['content-type'] === 'text/event-stream');
      checkReply({ method, target: url, status, headers: replied, text });
      const isJson = /json/.test(String(replied['content-type']));
      return { status, headers: replied, text, body: isJson && text !== '' ? JSON.parse(text) : undefined };
    };

  async function session(userId: string, expiresAt = '2100-01-01T00:00:00.000Z'): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    const now = new Date(clock.nowMs()).toISOString();
    await sql`insert into "session" ("id", "token", "userId", "expiresAt", "createdAt", "updatedAt")
      values (${newId()}, ${hashToken(token)}, ${userId}, ${expiresAt}, ${now}, ${now})`.execute(kysely);
    return token;
  }

  /** Uploads a PDF, as a client does, until it is in the storage. */
  async function upload(
    task: { readonly id: string },
    uploader: Person,
    { language = 'en', bytes = examplePdf() }: { language?: string; bytes?: Buffer } = {},
  ): Promise<DocumentVersion> {
    const { version } = await core.uploads.announce({
      taskId: task.id,
      language,
      fileName: `task.${language}.pdf`,
      size: bytes.length,
      sha256: sha256(bytes),
      uploadedBy: uploader.id,
    });
    await store(core, version, bytes);
    return version;
  }

  let people = 0;
  return {
    ...{ app, core, clock, dataDir, logged: logged as ReadonlyArray<string> },
    /** The environment of this Lectern, for another process. */
    environment: environment as Readonly<Record<string, string>>,
    /** Without a session. */
    send: sendWith({}),
    ...scenarioIn(core),
    /** A program with a new API key. */
    async program(
      scopes: ReadonlyArray<ApiKeyScope> = apiKeyScopes,
      name = 'Judge',
      limits: Partial<KeyLimits> = {},
    ): Promise<Program> {
      const { id, key } = await core.apiKeys.create({ name, scopes, expiresAt: null, ...limits }, null);
      return { id, name, key, send: sendWith({ authorization: `Bearer ${key}` }) };
    },
    session,
    async person(role: Role = 'student', name = `Person ${++people}`): Promise<Person> {
      const id = randomUUID();
      const email = `${id}@example.org`;
      const now = new Date(clock.nowMs()).toISOString();
      await kysely
        .insertInto('user')
        .values(accountRow({ id, name, email, createdAt: now, role }))
        .execute();
      const token = await session(id);
      const address = Uint8Array.of(127, 0, 0, 1);
      const send = sendWith({ authorization: `Bearer ${token}` });
      return { id, name, email, unverifiedEmail: null, role, address, token, send };
    },
    task(owner: { readonly id: string }, changes: Partial<Task> = {}) {
      const draft = { title: 'Example task', primaryLanguage: 'en', visibility: 'restricted' } as const;
      return core.tasks.create({ ...draft, visibleFrom: null, embargoUntil: null, ...changes }, owner.id);
    },
    upload,
    /** Uploads a PDF and makes it current, without the examination that a client waits for. */
    async publish(task: { readonly id: string }, uploader: Person, language = 'en') {
      return core.uploads.publish(await upload(task, uploader, { language }));
    },
    /** The permit of a person who may read the task now. */
    permit: (person: Person, task: { readonly id: string }) => core.access.authorizeRead(person, task.id),
  };
}

/** The whole body, or the first event of one that does not end for minutes. */
async function readText(body: Readable, isEndless: boolean): Promise<string> {
  const chunks: Array<Buffer> = [];
  for await (const chunk of body) {
    chunks.push(chunk);
    if (isEndless) break;
  }
  const text = Buffer.concat(chunks).toString('utf8');
  // It depends on time what else came with it.
  return isEndless ? text.slice(0, text.indexOf('\n\n') + 2) : text;
}

/** Asserts that a reply is problem details (RFC 9457) with this status and code. */
export function assertProblem({ status, headers, body }: Reply, expectedStatus: number, code: string): void {
  assert.deepEqual({ status, code: body.code }, { status: expectedStatus, code });
  assert.equal(body.status, status);
  assert.match(String(headers['content-type']), /^application\/problem\+json/);
  assert.equal(body.requestId, headers['x-request-id']);
}

/** Puts bytes at the upload URL of a version. */
export async function store(core: Core, version: DocumentVersion, bytes: Buffer): Promise<void> {
  const expected = { size: bytes.length, sha256: sha256(bytes) };
  await core.driver.put(parseObjectKey(version.objectKey), Readable.from([bytes]), expected);
}

/** A PDF of one empty page, different on each call. */
export function examplePdf(text = randomBytes(8).toString('hex')): Buffer {
  return Buffer.from(pdfOf(text));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
