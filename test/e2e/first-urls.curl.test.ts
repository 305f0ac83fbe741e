import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { codeOf, openFirstUrls } from '../support/first-urls.ts';
import { commandsIn } from '../support/manual-commands.ts';
import { run } from '../support/server-process.ts';

describe('the commands of docs/first-urls.md and docs/shadow.md', async () => {
  const firstUrls = await openFirstUrls();

  it('lead to the documented result', async () => {
    const lines = await firstUrls.paste([
      ...commandsIn('docs/first-urls.md'),
      ...commandsIn('docs/shadow.md'),
    ]);
    const expected = [
      ...['41.en.pdf', '41.pl.pdf', '42.en.pdf'],
      ...['%PDF-["issued",null,null]', '["refused",null,"not-found"]'],
      ...['created', '1', '2099-01-01T00:00:00Z'],
      ...['ANSWERS NUMBER', 'compared 4', 'the same on both sides 2', 'allowed only by your platform 2'],
      ...['allowed only by Lectern 0', 'lines left out 0'],
      ...['2', '[1,"allowed","refused","not-open-yet","2099-01-01T00:00:00Z"]'],
      'platform not-open-yet 7 ext:42 1',
    ];
    // `lectern push` and `lectern shadow` print text for people between these lines.
    assert.deepEqual(
      lines
        .filter((line) => !/^(?:created {2}|ALLOWED BY|platform {2})/.test(line))
        .map((line) => line.replaceAll(/ {2,}/g, ' ')),
      expected,
    );
  });

  it('lead to it with the smallest profile, too', async () => {
    const { paste } = await openFirstUrls({ LECTERN_PROFILE: 'signer' });
    const lines = await paste(commandsIn('docs/first-urls.md'));
    assert.ok(lines.includes('%PDF-["issued",null,null]'), lines.join('\n'));
  });

  it('include code for a backend that gives a URL, nothing without a PDF, and retries while Lectern is down', async () => {
    const module = join(firstUrls.folder, 'statement-url.mjs');
    writeFileSync(module, codeOf('js', 'timeout(2000)', 'timeout(30_000)'));
    await firstUrls.assertGivesUrls((taskId, env) => {
      const program = `import { statementUrl } from ${JSON.stringify(module)};
        console.log(JSON.stringify(await statementUrl('${taskId}', { id: '7', name: 'Ada' })));`;
      return run(process.execPath, ['--input-type=module', '-e', program], { env });
    });
  });
});
