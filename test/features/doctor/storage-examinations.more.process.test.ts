import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { expect200, signIn } from '../../support/api-client.ts';
import { startServer } from '../../support/server-process.ts';

const server = await startServer('demo');
after(() => server.end());
const admin = await signIn(server.apiUrl, 'admin');

interface Examined {
  readonly healthy: boolean;
  readonly findings: ReadonlyArray<{ id: string; outcome: string; remedy: string | null }>;
}

describe('POST /api/v1/storage-examinations', () => {
  it('finds what `lectern doctor` finds, one examination at a time', async () => {
    const ask = () => admin.post<Examined>('/api/v1/storage-examinations');
    const replies = await Promise.all([ask(), ask()]);
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409]);
    const { healthy, findings } = expect200(await ask());
    assert.equal(healthy, true);
    const { stdout } = await server.lectern(['doctor', '--json']);
    const printed = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      findings.map(({ id, outcome, remedy }) => ({ id, outcome, remedy })),
      printed.map(({ id, outcome, remedy = null }) => ({ id, outcome, remedy })),
    );
  });
});
