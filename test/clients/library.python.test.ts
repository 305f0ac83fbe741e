import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { clientLibraryContract } from '../contracts/client-library.ts';
import { isolated, pythonEnvironment } from '../support/python.ts';
import { outputOf, repositoryRoot, run, type ServerProcess, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { webhookCases } from '../support/webhook-cases.ts';
import { runProgram } from './run-program.ts';

const library = join(repositoryRoot, 'clients/python');
const driver = join(repositoryRoot, 'test/clients/python/main.py');
const env = pythonEnvironment;

clientLibraryContract({
  language: 'Python',
  run: (session) => runProgram('python3', [...isolated, driver], env, session),
});

describe('the Python module', () => {
  it('has type hints that resolve for everything public', async () => {
    const program = [
      'import inspect, json, typing, lectern',
      'functions = dict(inspect.getmembers(lectern.Client, inspect.isfunction), ext=lectern.ext, path=lectern.path, verify_webhook=lectern.verify_webhook)',
      'functions["LecternError"] = lectern.LecternError.__init__',
      'for name, function in functions.items():',
      '    hints = typing.get_type_hints(function)',
      '    wanted = {*inspect.signature(function).parameters, "return"} - {"self"}',
      '    assert set(hints) == wanted, (name, set(hints) ^ wanted)',
      'print(json.dumps(sorted(functions)))',
    ].join('\n');
    const { code, stdout, stderr } = await run('python3', [...isolated, '-c', program], { env });
    assert.equal(code, 0, stderr);
    assert.ok(JSON.parse(stdout).includes('upload_document'));
  });

  it('refuses a token with a line break without showing it', async () => {
    const program = 'import lectern; lectern.Client("https://lectern.example.org", "secret\\n")';
    const { code, stderr } = await run('python3', [...isolated, '-c', program], { env });
    assert.notEqual(code, 0);
    assert.match(stderr, /ValueError: the token has .* a line break .*; remove it/);
    assert.doesNotMatch(stderr.replace(program, ''), /secret/);
  });

  it('verifies webhooks as the specification does', async () => {
    const program = [
      'import json, sys, lectern',
      'def verify(case):',
      '    headers = {"Webhook-Id": case["id"], "Webhook-Timestamp": str(case["at"]), "Webhook-Signature": case["signature"]}',
      '    try: return lectern.verify_webhook(case["secret"], headers, case["body"].encode(), case["now"]) is not None',
      '    except ValueError: return False',
      'print(json.dumps([verify(case) for case in json.load(sys.stdin)]))',
    ].join('\n');
    const stdin = JSON.stringify(webhookCases);
    const { code, stdout, stderr } = await run('python3', [...isolated, '-c', program], { env, stdin });
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      JSON.parse(stdout),
      webhookCases.map(({ valid }) => valid),
    );
  });

  it('refuses a path that is not percent-encoded', async () => {
    const program = 'import lectern; lectern.Client("http://127.0.0.1:1", "").get("/api/v1/tasks/ext:a b")';
    const { stderr } = await run('python3', [...isolated, '-c', program], { env });
    assert.match(stderr, /ValueError: the path .* is not percent-encoded: make it with path\(\)/);
  });

  it('is named by its manifest', async () => {
    const program =
      'import sys, tomllib; print(tomllib.load(open(sys.argv[1], "rb"))["tool"]["setuptools"]["py-modules"])';
    const manifest = join(library, 'pyproject.toml');
    assert.equal(await outputOf('python3', ['-c', program, manifest], library), "['lectern']\n");
  });
});

describe('the README of the Python module', () => {
  let demo: ServerProcess;
  before(async () => {
    demo = await startServer('demo');
  });
  after(() => demo.end());

  it('begins with a program that runs unchanged next to the module, against the demo', async () => {
    const readme = readFileSync(join(library, 'README.md'), 'utf8');
    const [, program = assert.fail()] = /^```python\n(.*?)^```$/ms.exec(readme) ?? [];
    const folder = temporaryFolder();
    copyFileSync(join(library, 'lectern.py'), join(folder, 'lectern.py'));
    const file = join(folder, 'tasks.py');
    writeFileSync(file, program.replace('http://localhost:8080', demo.apiUrl));
    const { code, stdout, stderr } = await run('python3', [...isolated, file], { env: { PATH: env.PATH } });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^\S+ Sum of Squares$/m);
  });
});
