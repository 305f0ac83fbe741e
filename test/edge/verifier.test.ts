import assert from 'node:assert/strict';
import crypto, { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { revocationNames } from 'lectern-audit-log/issue-id';
import { contentDisposition, encodeObjectKey, type KeyRing } from 'lectern-signing';
import * as edge from 'lectern-signing/edge';
import { verifyRequest } from 'lectern-signing/embedded';
import { fileUrlOf } from '../../src/core/redeem/authorize.ts';
import { isObjectKey } from '../../src/storage/object-key.ts';
import { anyCharacter } from '../support/any-character.ts';
import { bundleOf } from '../support/library-bundle.ts';
import { repositoryRoot } from '../support/server-process.ts';
import { edgeVerifierContract, vectors } from './verifier-contract.ts';

edgeVerifierContract('by Lectern itself', async () => ({
  stop() {},
  async verify({ targets, keys, nowMs, address }) {
    const ring = keys.map(({ id, secret }) => ({
      ...{ id, secret: createSecretKey(Buffer.from(secret, 'base64url')), createdAtMs: 0 },
    })) as unknown as KeyRing;
    return targets.map((target) => {
      const verified = verifyRequest('GET', target, ring, nowMs, () => address);
      const failure = 'failure' in verified ? verified.failure : 'accepted';
      const url = 'content' in verified ? verified.content : 'kind' in verified ? verified : undefined;
      return url !== undefined && fileUrlOf(url) === undefined ? 'url-invalid' : failure;
    });
  },
}));

edgeVerifierContract('with the Web Cryptography API', async () => {
  const hmac = edge.createWebHmac();
  return {
    stop() {},
    async verify({ targets, keys, ...when }) {
      const verified = targets.map(async (target) => edge.verifyDownload({ target, ...when }, keys, hmac));
      return (await Promise.all(verified)).map(({ failure }) => failure ?? 'accepted');
    },
  };
});

/** Runs the function by CloudFront's documented event, with its modules as globals. */
function openCloudFrontFunction() {
  const script = readFileSync(join(repositoryRoot, 'deploy/edge/cloudfront-function.js'), 'utf8');
  assert.ok(script.length < 10_240, `${script.length} bytes, and CloudFront takes 10 kB`);
  const stored = { keys: '', nowMs: 0 };
  const handler = runInNewContext(`${script.replace(/^import .*;$/gm, '')}; handler`, {
    ...{ crypto, Buffer, cf: { kvs: () => ({ get: async () => stored.keys }) } },
    ...{ Date: { now: () => stored.nowMs } },
  });
  return { stored, handler };
}

edgeVerifierContract('in the CloudFront Function', async () => {
  const { stored, handler } = openCloudFrontFunction();
  return {
    stop() {},
    async verify({ targets, keys, nowMs, address }) {
      stored.keys = keys.map(({ id, secret }) => `${id}:${secret}`).join(', ');
      stored.nowMs = nowMs;
      const answers = targets.map(async (target) => {
        const [uri = '', ...query] = target.split('?');
        const request = { method: 'GET', uri, querystring: {}, rawQueryString: () => query.join('?') };
        const answer = await handler({ viewer: { ip: address }, context: {}, request });
        return answer === request ? 'accepted' : JSON.parse(answer.body).code;
      });
      return Promise.all(answers);
    },
  };
});

describe('the verifier for edges', () => {
  const texts = fc.string({ unit: anyCharacter, maxLength: 300 }).filter((text) => text.isWellFormed());

  it('writes names and keys as Lectern does', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (fileName, isAttachment) => {
        assert.equal(edge.encodeObjectKey(fileName), encodeObjectKey(fileName));
        assert.equal(edge.isObjectKey(fileName), isObjectKey(fileName));
        if (fileName === '' || !/^[^\p{Cc}/\\]{1,60}$/u.test(fileName)) return;
        const disposition = isAttachment ? 'attachment' : 'inline';
        const expected = contentDispositionOrNothing({ fileName, disposition });
        if (expected !== undefined)
          assert.equal(edge.contentDisposition({ fileName, isAttachment }), expected);
      }),
    );
  });

  it('gives CloudFront’s bucket only the header of the file', async () => {
    const { stored, handler } = openCloudFrontFunction();
    stored.keys = vectors.keys.map(({ id, secret }) => `${id}:${secret}`).join();
    const { target, nowMs } = vectors.vectors.find(({ name }) => /saving/.test(name)) ?? assert.fail();
    stored.nowMs = nowMs;
    const [uri = '', query = ''] = target.split('?');
    const request = { method: 'GET', uri, querystring: {}, rawQueryString: () => query };
    await handler({ viewer: { ip: '192.0.2.1' }, context: {}, request });
    const fileName = decodeURIComponent(/name=([^&]+)/.exec(query)?.[1] ?? '');
    const expected = encodeURIComponent(contentDisposition({ fileName, disposition: 'attachment' }));
    assert.deepEqual(JSON.parse(JSON.stringify(request)), {
      ...{ method: 'GET', uri, querystring: { 'response-content-disposition': { value: expected } } },
    });
    const refused = await handler({
      viewer: { ip: '' },
      context: {},
      request: { ...request, method: 'PUT' },
    });
    assert.equal(refused.statusCode, 405);
  });

  it('looks for the same revocations as Lectern', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{1,64}$/), (issueId) => {
        assert.deepEqual(edge.revocationNames(issueId), revocationNames(issueId));
      }),
    );
  });

  it('has at most 3 kB, minified', async () => {
    const module = join(repositoryRoot, 'signing/edge/index.ts');
    const bundle = await bundleOf(`export { createWebHmac, verifyDownload } from '${module}';`);
    assert.ok(bundle.length < 3072, `${bundle.length}`);
  });
});

function contentDispositionOrNothing(download: Parameters<typeof contentDisposition>[0]) {
  try {
    return contentDisposition(download);
  } catch {
    return undefined; // a name that no URL carries
  }
}
