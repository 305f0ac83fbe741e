import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startCliProcess } from '../../support/cli-process.ts';
import { pluck } from '../../support/pluck.ts';
import { runLectern } from '../../support/server-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
const environment = { LECTERN_DATA_DIR: folder, LECTERN_PUBLIC_URL: 'https://lectern.example.org' };
const lectern = startCliProcess(environment);
const linkForm = /^https:\/\/lectern\.example\.org\/set-password#token=[\w-]{43}$/;

let files = 0;
function listOf(...rows: ReadonlyArray<string>): string {
  const path = join(folder, `people-${++files}.csv`);
  writeFileSync(path, ['name,email,role', ...rows, ''].join('\n'));
  return path;
}
const importList = (path: string, ...options: ReadonlyArray<string>) =>
  lectern('users', 'import', path, ...options);
const emails = async () =>
  JSON.parse((await lectern('users', 'list', '--json')).stdout).map((user: { email: string }) => user.email);

describe('lectern users import', () => {
  it('shows what would change as a table, and changes nothing', async () => {
    const { code, stdout, stderr } = await importList(listOf('Ann Lee,ann@example.org,teacher'));
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout,
      'LINE  CHANGE  EMAIL            NAME     ROLE     GROUP\n' +
        '2     create  ann@example.org  Ann Lee  teacher  -\n',
    );
    assert.match(stderr, /--apply/);
    assert.deepEqual(await emails(), []);
  });

  it('applies it, and prints the links', async () => {
    const list = listOf('Bob,bob@example.org,', 'Eve,eve@example.org,admin');
    const { code, stdout } = await importList(list, '--apply');
    assert.equal(code, 0);
    assert.equal(stdout.match(/#token=/g)?.length, 2);
    assert.deepEqual(await emails(), ['bob@example.org', 'eve@example.org']);
    const again = JSON.parse((await importList(list, '--apply', '--json')).stdout);
    assert.equal(again.rows.length, 2);
    for (const { changes, setupLink } of again.rows) assert.deepEqual([changes, setupLink], [[], null]);
  });

  it('prints every problem with its line, and exits with 1', async () => {
    const list = listOf('Zoe,zoe@example.org,', 'Zed,zed,boss');
    const { code, stdout } = await importList(list, '--apply');
    assert.equal(code, 1);
    assert.equal(
      stdout,
      'line 3: "zed" is not an e-mail address. Correct it.\nline 3: "boss" is not a role. Use student, teacher, admin.\n',
    );
    const json = await importList(list, '--json');
    assert.equal(json.code, 1);
    assert.equal(JSON.parse(json.stdout).problems.length, 2);
    assert.ok(!(await emails()).includes('zoe@example.org'));
  });

  it('reads standard input, and reports a file that cannot be read', async () => {
    const text = 'email;name\r\nx@example.org;X\r\n';
    const piped = await runLectern(['users', 'import', '-', '--json'], environment, text);
    assert.equal(piped.code, 0, piped.stderr);
    assert.deepEqual(JSON.parse(piped.stdout).rows[0].changes, ['create']);
    const missing = await importList(join(folder, 'missing.csv'));
    assert.equal(missing.code, 3);
    assert.match(missing.stderr, /^lectern: .*missing\.csv does not exist\. Check the path\.$/m);
  });
});

describe('lectern users setup-link', () => {
  it('prints a link for an account, and nothing else on standard output', async () => {
    await importList(listOf('Kim,kim@example.org,'), '--apply');
    const { code, stdout, stderr } = await lectern('users', 'setup-link', 'kim@example.org');
    assert.equal(code, 0);
    assert.match(stdout.trimEnd(), linkForm);
    assert.match(stderr, /^Expires at /);
    const json = JSON.parse((await lectern('users', 'setup-link', 'kim@example.org', '--json')).stdout);
    assert.match(json.setupLink, linkForm);
    assert.notEqual(json.setupLink, stdout.trimEnd());
  });
});

describe('lectern users setup-links', () => {
  it('prints new links for everyone of a list without a password, and says who needs none', async () => {
    const list = listOf('Lia,lia@example.org,', 'Max,max@example.org,');
    const imported = JSON.parse((await importList(list, '--apply', '--json')).stdout);
    const more = listOf('Lia,lia@example.org,', 'Max,max@example.org,', 'No,nobody@example.org,');
    const { code, stdout, stderr } = await lectern('users', 'setup-links', more);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^EMAIL +LINK\nlia@example\.org +http\S+#token=\S+\nmax@example\.org +http\S+#token=\S+\n$/,
    );
    assert.match(stderr, /^nobody@example\.org: has no account\.$/m);
    const { items } = JSON.parse((await lectern('users', 'setup-links', list, '--json')).stdout);
    assert.deepEqual(pluck(items, 'email'), ['lia@example.org', 'max@example.org']);
    assert.ok(!stdout.includes(items[0].setupLink) && items[0].setupLink !== imported.rows[0].setupLink);
  });
});
