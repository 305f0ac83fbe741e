import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toTerminalLine } from '../../src/cli/output.ts';
import { startCliProcess } from '../support/cli-process.ts';
import { openSilentCore } from '../support/silent-core.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const environment = { LECTERN_DATA_DIR: temporaryFolder() };
const lectern = startCliProcess(environment);

/** Sequences that control a terminal: xterm's control sequences, in 7 and 8 bits, and marks of Unicode UAX #9. */
const attacks = {
  'clears the screen': '\u001b[2J\u001b[H',
  'sets the title': '\u001b]0;owned\u0007',
  'writes to the clipboard (OSC 52)': '\u001b]52;c;cm0gLXJm\u001b\\',
  'asks for an answer as typed (DECRQSS)': '\u001bP$q"p\u001b\\',
  'is a sequence in 8 bits': '\u009b2J\u009d0;owned\u009c',
  'goes back and overwrites': 'Ann\r\b\bBob\u007f',
  'begins a new line': 'Ann\nroot@example.org  admin',
  'leaves its column': 'Ann\tadmin',
  'reorders the line': '\u202egro.elpmaxe\u202c\u2066x\u2069\u200f\u061c',
  'ends the line in Unicode': 'Ann\u2028Bob\u2029',
};
const names = Object.values(attacks);

/** Characters that control a terminal, listed independently of the Unicode classes that the code uses. */
const acting = [
  [0, 9],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x61c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
];

function assertHarmless(text: string): void {
  const found = [...text].filter((character) =>
    acting.some(([from = 0, to = from]) => character.charCodeAt(0) >= from && character.charCodeAt(0) <= to),
  );
  assert.deepEqual(found, [], text);
}

/** Writes names that the API would refuse directly to the database. */
async function putNames(): Promise<void> {
  const core = await openSilentCore(environment);
  try {
    for (const [at, name] of names.entries()) {
      const draft = { email: `${at}@example.org`, name: 'Ann', role: 'student' } as const;
      const { account } = await core.newAccounts.createWithSetupLink(draft);
      await core.database.kysely.updateTable('user').set({ name }).where('id', '=', account.id).execute();
    }
  } finally {
    await core.close();
  }
}

describe('names from the database', () => {
  it('are escaped in a table, one line each', async () => {
    await putNames();
    const { stdout } = await lectern('users', 'list');
    assertHarmless(stdout);
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, names.length + 1);
    assert.match(lines[1] ?? '', /^0@example\.org {2}- +student {2}enabled {2}\\x1b\[2J\\x1b\[H {2,}20/);
    assert.equal(new Set(lines.map((line) => /(CREATED|\S+Z)$/.exec(line)?.index)).size, 1, 'aligned');
  });

  it('are exact in JSON, and control no terminal there either', async () => {
    const { stdout } = await lectern('users', 'list', '--json');
    assertHarmless(stdout);
    assert.deepEqual(
      JSON.parse(stdout).map((account: { name: string }) => account.name),
      names,
    );
  });
});

describe('arguments and files', () => {
  it('are escaped in errors', async () => {
    for (const attack of names) {
      for (const args of [
        ['users', 'disable', attack],
        ['users', 'set-role', 'a@example.org', attack],
        ['users', 'list', attack],
        [attack],
      ]) {
        const { code, stdout, stderr } = await lectern(...args);
        assert.notEqual(code, 0);
        assert.notEqual(stderr, '');
        assertHarmless(stdout + stderr);
      }
    }
  });
});

describe('text for a terminal', () => {
  for (const [what, attack] of Object.entries(attacks)) {
    it(`has nothing left that ${what}`, () => {
      assertHarmless(toTerminalLine(attack));
      assert.ok(!toTerminalLine(attack).includes('\n'));
    });
  }

  it('leaves other text unchanged', () => {
    for (const text of ['Zażółć gęślą jaźń', 'אבג', '名前', '👩🏽‍💻', 'C:\\x1b', ' ']) {
      assert.equal(toTerminalLine(text), text);
    }
  });
});
