import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, it } from 'node:test';
import { readerChecks } from '../../../src/features/doctor/as-reader.ts';
import type { CheckContext } from '../../../src/features/doctor/check.ts';
import { systemClock } from '../../../src/lib/clock.ts';

/** Answers as CloudFront does: `X-Cache` tells whether the parameters of its key have been asked for before. */
async function findingAt(isInKey: (parameter: string) => boolean) {
  const copies = new Set<string>();
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://cdn');
    const key = [...searchParams].filter(([name]) => isInKey(name)).join();
    response.setHeader('x-cache', copies.has(key) ? 'Hit from cloudfront' : 'Miss from cloudfront');
    copies.add(key);
    response.end('%PDF');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const signDownload = ({ issueId }: { readonly issueId: string }) => ({
    url: `http://127.0.0.1:${port}/a.pdf?response-content-type=application%2Fpdf&x-lectern-issue=${issueId}`,
  });
  const storage = { provider: 'cloudfront', signer: { signDownload } };
  const context = { storage, clock: systemClock, objectKey: 'documents/a.pdf' } as unknown as CheckContext;
  const check = readerChecks.find(({ id }) => id === 'shared-copy') ?? assert.fail();
  assert.equal(check.appliesTo?.(context), true);
  return check.run(context);
}

it('the doctor finds a CDN that keeps a copy for each reader', async () => {
  assert.equal((await findingAt((name) => name.startsWith('response-'))).outcome, 'ok');
  const { outcome, detail } = await findingAt(() => true);
  assert.equal(outcome, 'failed');
  assert.match(detail, /"Miss from cloudfront"/);
});
