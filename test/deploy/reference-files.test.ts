import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { readConfig, all as settings } from '../../src/features/settings.ts';
import { graceMs } from '../../src/lib/timeout.ts';

const read = (name: string) => readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8');

/** Settings of Lectern, and variables that Node, its allocator and the AWS SDK read. */
const known = new Set([
  ...Object.values(settings).map(({ variable }) => variable),
  ...['NODE_ENV', 'NODE_COMPILE_CACHE', 'MALLOC_ARENA_MAX', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
]);

function assertKnown(variables: ReadonlyArray<string>): void {
  assert.ok(variables.length > 0);
  assert.deepEqual(
    variables.filter((variable) => !known.has(variable)),
    [],
  );
}

/** `NAME=value` lines, or words of one line. */
function assignments(text: string): Record<string, string> {
  const found = [...text.matchAll(/(?:^|\s)([A-Z][A-Z0-9_]*)=(\S*)/gm)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      { environment?: Record<string, string>; stop_grace_period?: string; command?: ReadonlyArray<string> }
    >
  >;
}
const readCompose = (name: string) => parse(read(name), { merge: true }) as Compose;
const compose = readCompose('compose.scale.yaml');

describe('the files of the reference deployment', () => {
  for (const name of ['systemd/lectern.service', 'systemd/lectern@.service']) {
    it(`${name} sets only existing settings, and gives a stopping server enough time`, () => {
      const unit = read(name);
      assertKnown(Object.keys(assignments(unit.match(/^Environment=.*$/m)?.[0].slice(12) ?? '')));
      assert.ok(Number(unit.match(/^TimeoutStopSec=(\d+)$/m)?.[1]) * 1000 > graceMs);
    });
  }

  it('the two units differ only in the instance', () => {
    const withoutInstance = (unit: string) =>
      unit
        .replace(/^#.*\n/gm, '')
        .replace(' LECTERN_PORT=%i LECTERN_DATA_DIR=/var/lib/lectern/%i', '')
        .replaceAll('/%i', '')
        .replace(' on port %i', '');
    assert.equal(
      withoutInstance(read('systemd/lectern@.service')),
      withoutInstance(read('systemd/lectern.service')),
    );
  });

  it('lectern.env.example is a valid configuration once it is filled in', () => {
    const example = assignments(read('lectern.env.example').replace(/^#.*$/gm, ''));
    assertKnown(Object.keys(example));
    const filled = {
      LECTERN_SIGNING_KEYS_SECRET: 'x'.repeat(64),
      LECTERN_AUTH_SECRET: 'x'.repeat(64),
      LECTERN_METRICS_TOKEN: 'x'.repeat(64),
    };
    assert.equal(readConfig({ ...example, ...filled }).storage.kind, 's3');
  });

  for (const name of ['lectern-1', 'lectern-2']) {
    it(`compose.scale.yaml gives ${name} a valid configuration`, () => {
      const { environment = {}, stop_grace_period: grace = '' } = compose.services[name] ?? {};
      assertKnown(Object.keys(environment));
      const filled = {
        LECTERN_SIGNING_KEYS_SECRET: 'x'.repeat(64),
        LECTERN_AUTH_SECRET: 'x'.repeat(64),
        DATABASE_URL: environment['DATABASE_URL']?.replace(/\$\{.*?\}/, 'secret'),
      };
      assert.equal(readConfig({ ...environment, ...filled }).storage.kind, 's3');
      assert.ok(Number.parseInt(grace, 10) * 1000 > graceMs);
    });
  }

  it('compose.yaml is a valid configuration without further settings', () => {
    const { environment = {}, stop_grace_period: grace = '' } =
      readCompose('compose.yaml').services['lectern'] ?? {};
    assertKnown(Object.keys(environment));
    const { databaseUrl, storage } = readConfig(environment);
    assert.deepEqual([databaseUrl, storage.kind], [undefined, 'file']);
    assert.ok(Number.parseInt(grace, 10) * 1000 > graceMs);
  });

  it('compose.scale.yaml replaces only text that lectern-api.conf has', () => {
    const script = compose.services['nginx']?.command?.at(-1) ?? '';
    const template = read('nginx/lectern-api.conf');
    const places = [...script.matchAll(/'(?:s([/#])|\/)(.*?)(?:\1|\/d')/g)].map(([, , place = '']) => place);
    assert.ok(places.length >= 6);
    for (const place of places) assert.match(template, new RegExp(place), place);
  });

  it('the Dockerfile sets only existing settings', () => {
    const lines = read('Dockerfile').split('\n');
    assertKnown(Object.keys(assignments(lines.filter((line) => line.startsWith('ENV ')).join('\n'))));
  });
});
