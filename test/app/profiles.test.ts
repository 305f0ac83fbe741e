import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { InjectOptions } from 'fastify';
import type { App } from '../../src/app/app.ts';
import { makeOpenApiDocument } from '../../src/app/openapi-command.ts';
import { createProgram } from '../../src/app/program.ts';
import { warnOfUnused } from '../../src/app/unused-tables.ts';
import { configWarnings, describeConfig, readConfig } from '../../src/features/settings.ts';
import { profiles } from '../../src/lib/profile.ts';
import { assertProblem, openTestApp } from '../support/app.ts';
import { minuteMs } from '../support/settable-clock.ts';

const page = { accept: 'text/html' };
const documents = await Promise.all(profiles.map(makeOpenApiDocument));
const [signer = [], platform = [], course = []] = documents.map((document) =>
  Object.entries<object>(JSON.parse(document).paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  ),
);
const [commandsOfSigner = [], commandsOfPlatform = [], commandsOfCourse = []] = profiles.map((profile) =>
  createProgram(profile).commands.map((command) => command.name()),
);

async function assertMissing({ api }: App, request: InjectOptions): Promise<void> {
  const { statusCode, body } = await api.inject(request);
  assert.deepEqual([statusCode, JSON.parse(body).code], [404, 'not-found'], String(request.url));
}

describe('profiles', () => {
  it('contain each other', () => {
    for (const [small, large] of [
      [signer, platform],
      [platform, course],
      [commandsOfSigner, commandsOfPlatform],
      [commandsOfPlatform, commandsOfCourse],
    ] as const) {
      assert.deepEqual(
        small.filter((name) => !large.includes(name)),
        [],
      );
    }
    assert.equal(documents[2], readFileSync('openapi.json', 'utf8').trimEnd());
  });

  it('leave out what docs/profiles.md says', () => {
    const areOfPeople = /auth|accounts|first-admin|groups|contests|staff|calendar|invitations|import|notices/;
    assert.deepEqual(
      signer.filter((operation) => areOfPeople.test(operation)),
      [],
    );
    assert.ok(signer.includes('POST /api/v1/granted-urls'));
    const ofCourses = course.filter((operation) => !platform.includes(operation));
    for (const operation of ofCourses) {
      assert.match(operation, /auth|first-admin|setup-link|calendar|invitation|demo-course/);
    }
    const missing = (commands: ReadonlyArray<string>) =>
      commandsOfCourse.filter((name) => !commands.includes(name));
    assert.deepEqual(missing(commandsOfPlatform), ['demo']);
    assert.deepEqual(missing(commandsOfSigner), ['users', 'demo', 'envelope', 'shadow']);
  });

  it('keep the API of a signer below 70 operations and 200 kB', () => {
    assert.ok(signer.length <= 70, `${signer.length} operations`);
    const bytes = JSON.stringify(JSON.parse(documents[0] ?? '')).length;
    assert.ok(bytes <= 200_000, `${bytes} bytes`);
  });

  it('ignore settings of larger ones, and say so', () => {
    const environment = { LECTERN_PROFILE: 'signer', LECTERN_SIGN_UP: 'open', OIDC_ISSUER: 'not a URL' };
    const config = readConfig(environment);
    assert.deepEqual([config.signUp, config.passwordSignIn], ['closed', 'off']);
    assert.deepEqual(
      configWarnings(config, environment),
      ['LECTERN_SIGN_UP', 'OIDC_ISSUER'].map(
        (variable) => `${variable} has no effect, because LECTERN_PROFILE is signer`,
      ),
    );
    const shown = describeConfig(config).map(({ variable }) => variable);
    assert.ok(shown.includes('LECTERN_PROFILE') && !shown.includes('OIDC_ISSUER'));
    assert.throws(
      () => readConfig({ LECTERN_PROFILE: 'small' }),
      /LECTERN_PROFILE must be one of signer, platform, course, not "small"/,
    );
  });

  it('give a signer no sessions and only the embedded page, and its readers URLs', async () => {
    const { app, person, program, task, publish } = await openTestApp({ LECTERN_PROFILE: 'signer' });
    const admin = await person('admin');
    assertProblem(await admin.send('GET /api/v1/tasks'), 401, 'unauthenticated');
    for (const url of ['/', '/sign-in', '/admin/accounts']) await assertMissing(app, { url, headers: page });
    await assertMissing(app, { url: '/api/auth/sign-in/email', method: 'POST' });
    const embedded = await app.api.inject({ url: '/embed/tasks/1', headers: page });
    assert.match(String(embedded.headers['content-type']), /^text\//);
    const given = await task(admin);
    await publish(given, admin);
    const judge = await program(['grant']);
    const { body } = await judge.send('POST /api/v1/granted-urls', {
      items: [{ taskId: given.id, reader: { externalId: '7' } }],
    });
    assert.match(body.items[0].descriptionPdfUrl, /^http:/);
  });

  it('give a platform no passwords', async () => {
    const { app, send, person } = await openTestApp({ LECTERN_PROFILE: 'platform' });
    const admin = await person('admin');
    await assertMissing(app, { url: '/api/auth/sign-in/email', method: 'POST' });
    assert.equal((await admin.send('GET /api/v1/contests')).status, 200);
    const { body } = await send('GET /api/v1/settings');
    assert.deepEqual([body.profile, body.passwordSignIn], ['platform', 'off']);
    assert.equal((await admin.send('POST /api/auth/sign-out', {})).status, 200);
  });

  it('name what a larger one has left in the database', async () => {
    const { core, person, logged, clock } = await openTestApp({ LECTERN_PROFILE: 'signer' });
    await warnOfUnused(core);
    assert.doesNotMatch(logged.join(''), /larger profile/);
    const startsAt = clock.nowMs();
    const { id } = await person('teacher');
    await core.contests.create({ name: 'Round 1', startsAt, endsAt: startsAt + minuteMs }, id);
    await warnOfUnused(core);
    assert.match(
      logged.join(''),
      /LECTERN_PROFILE is signer, but the database has contests of a larger profile/,
    );
  });
});
