import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { clientLibraryContract } from '../contracts/client-library.ts';
import { assertGoIsClean, buildGo, firstBuildMs, go } from '../support/go.ts';
import { commandsIn } from '../support/manual-commands.ts';
import { repositoryRoot, run, type ServerProcess, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runProgram } from './run-program.ts';

const library = join(repositoryRoot, 'clients/go');
const driver = join(repositoryRoot, 'test/clients/go');
let program: string;

before(
  async () => {
    program = await buildGo(driver, 'driver');
  },
  { timeout: firstBuildMs },
);

clientLibraryContract({ language: 'Go', run: (session) => runProgram(program, [], {}, session) });

describe('the Go module', () => {
  for (const module of [library, driver]) {
    it(`is formatted, and go vet finds nothing in ${module.slice(repositoryRoot.length)}`, () =>
      assertGoIsClean(module));
  }

  it('passes its own tests', async () => {
    await go(library, 'test', './...');
  });

  it('has the fields of the API in its types', () => {
    const source = ['sync', 'grant', 'upload']
      .map((name) => readFileSync(join(library, `${name}.go`), 'utf8'))
      .join('\n');
    const fieldsOf = (type: string) => {
      const [, body = assert.fail(type)] =
        source.match(new RegExp(`^type ${type} struct {\n(.*?)^}`, 'ms')) ?? [];
      const embedded: ReadonlyArray<string> = /^\tPerson$/m.test(body) ? fieldsOf('Person') : [];
      return [...embedded, ...Array.from(body.matchAll(/json:"(\w+)/g), ([, name = '']) => name)].sort();
    };
    const { schemas } = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8')).components;
    const fieldsIn = (...names: ReadonlyArray<string>) =>
      [...new Set(names.flatMap((name) => Object.keys(schemas[name].properties)))].sort();
    for (const [type, schema] of [
      ['Person', 'NamedPerson'],
      ['TaskStaffMember', 'TaskToPutStaff'],
      ['Participant', 'PutContestParticipantsRequestParticipant'],
      ['Task', 'TaskToPut'],
      ['Contest', 'ContestToPut'],
      ['ContestTask', 'PutContestTasksRequestTask'],
      ['Reader', 'GrantedReader'],
      ['URLWish', 'GrantedUrlWish'],
    ] as const) {
      assert.deepEqual(fieldsOf(type), fieldsIn(schema), type);
    }
    assert.deepEqual(fieldsOf('GrantedURL'), fieldsIn('IssuedBatchUrl', 'RefusedBatchUrl'));
    // Of these replies, the types have only a part.
    for (const [type, ...replies] of [
      ['Version', 'DocumentVersion', 'UnchangedDocument'],
      ['ListChanges', 'PutContestTasks'],
      ['ListChanges', 'PutParticipants'],
    ] as const) {
      const unknown = fieldsOf(type).filter((name) => !fieldsIn(...replies).includes(name));
      assert.deepEqual(unknown, [], type);
    }
  });
});

describe('the README of the Go module', () => {
  let demo: ServerProcess;
  before(async () => {
    demo = await startServer('demo');
  });
  after(() => demo.end());

  it('begins with commands and a program that run unchanged against the demo', async () => {
    const readme = readFileSync(join(library, 'README.md'), 'utf8');
    const blockOf = (kind: string) =>
      new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\`$`, 'ms').exec(readme)?.[1] ?? assert.fail(kind);
    const folder = mkdtempSync(join(temporaryFolder(), 'tasks-'));
    for (const command of commandsIn('clients/go/README.md').join('').trim().split('\n')) {
      const [name, ...args] = command.replace('/path/to/lectern/', repositoryRoot).split(' ');
      assert.equal(name, 'go');
      await go(folder, ...args);
    }
    const program = blockOf('go').replace('http://localhost:8080', demo.apiUrl);
    writeFileSync(join(folder, 'main.go'), program);
    const { code, stdout, stderr } = await run(await buildGo(folder, 'tasks'), []);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^\S+ Sum of Squares$/m);
  });
});
