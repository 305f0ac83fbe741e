import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { codeOf, openFirstUrls } from '../support/first-urls.ts';
import { assertGoIsClean, buildGo, firstBuildMs, go } from '../support/go.ts';
import { commandsIn } from '../support/manual-commands.ts';
import { isolated, pythonEnvironment } from '../support/python.ts';
import { repositoryRoot, run } from '../support/server-process.ts';

/** Asks the function of the page, and prints its answer. */
const goProgram = `package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"judge/judge"
	"lectern"
)

func main() {
	client, err := lectern.NewClient(os.Getenv("LECTERN"), os.Getenv("LECTERN_KEY"))
	if err != nil {
		panic(err)
	}
	client.Attempts = 1
	ada := lectern.Reader{ExternalID: "7", Name: "Ada"}
	granted, err := judge.StatementURL(context.Background(), client, os.Args[1], ada)
	answer := map[string]any{"descriptionPdfUrl": granted.DescriptionPDFURL, "retry": err != nil}
	if granted.Problem != nil {
		answer["reason"] = granted.Problem.Code
	}
	if err != nil {
		log.Print(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		panic(err)
	}
}
`;
const pythonProgram = `import json, sys
from statement_url import statement_url
print(json.dumps(statement_url(sys.argv[1], {"id": "7", "name": "Ada"})))
`;

describe('the code of docs/first-urls.md, after its commands', async () => {
  const firstUrls = await openFirstUrls();
  const folder = join(firstUrls.folder, 'judge');
  before(async () => {
    await firstUrls.paste(commandsIn('docs/first-urls.md'));
    mkdirSync(join(folder, 'judge'), { recursive: true });
  });

  it('does in Go what it does in JavaScript', { timeout: firstBuildMs }, async () => {
    writeFileSync(join(folder, 'judge/judge.go'), codeOf('go', '2*time.Second', '30*time.Second'));
    writeFileSync(join(folder, 'main.go'), goProgram);
    await go(folder, 'mod', 'init', 'judge');
    const replaced = `-replace=lectern=${join(repositoryRoot, 'clients/go')}`;
    await go(folder, 'mod', 'edit', '-require=lectern@v0.0.0', replaced);
    await assertGoIsClean(folder);
    const program = await buildGo(folder, 'judge');
    await firstUrls.assertGivesUrls((taskId, env) => run(program, [taskId], { env }));
  });

  it('does in Python what it does in JavaScript', async () => {
    writeFileSync(join(folder, 'statement_url.py'), codeOf('python', 'timeout=2', 'timeout=30'));
    writeFileSync(join(folder, 'main.py'), pythonProgram);
    await firstUrls.assertGivesUrls((taskId, env) =>
      run('python3', [...isolated, join(folder, 'main.py'), taskId], {
        env: { ...pythonEnvironment, ...env },
      }),
    );
  });
});
