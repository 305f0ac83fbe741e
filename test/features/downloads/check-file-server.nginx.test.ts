import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { examineFileServer } from '../../../src/features/downloads/check-file-server.ts';
import { startFileServer } from '../../core/redeem/start.ts';
import { startNginxFiles } from '../../servers/nginx-files.ts';
import { openTestApp } from '../../support/app.ts';
import { freePorts } from '../../support/ports.ts';

const { core, dataDir } = await openTestApp();
await core.revocations.load(); // creates the folder that nginx reads
const nginx = await startNginxFiles({ dataDir });
after(() => nginx.stop());
const { port } = await startFileServer();

describe('the check of the doctor whether downloads can be recorded', () => {
  const outcomeOf = async (at: number | undefined) => {
    const { outcome, detail, remedy = '' } = await examineFileServer({ publicUrl: `http://127.0.0.1:${at}` });
    return `${outcome}: ${detail}. ${remedy}`;
  };

  it('passes where Lectern serves the files, and fails where nginx does', async () => {
    assert.match(await outcomeOf(port), /^ok: /);
    assert.match(await outcomeOf(nginx.port), /^failed: another server responds.*LECTERN_DOWNLOADS=import/);
  });

  it('is skipped where no server responds', async () => {
    const [free] = await freePorts();
    assert.match(await outcomeOf(free), /^skipped: /);
  });
});
