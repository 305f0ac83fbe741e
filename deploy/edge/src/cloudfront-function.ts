import cf from 'cloudfront';
// biome-ignore lint/style/useNodejsImportProtocol: CloudFront does not know the `node:` names
import crypto from 'crypto';
import {
  contentDisposition,
  type EdgeKey,
  isObjectKey,
  verifyDownload,
} from '../../../signing/edge/verify.ts';
import { problems } from './problems.ts';

/** Amazon CloudFront Developer Guide, "CloudFront Functions event structure" and "General helper methods". The runtime is an njs. */
interface ViewerRequest {
  readonly viewer: { readonly ip: string };
  readonly context: { readonly requestId?: string };
  readonly request: {
    readonly method: string;
    readonly uri: string;
    querystring: Record<string, { readonly value: string }>;
    rawQueryString(): string;
  };
}

function hmac(secret: string, text: string): string {
  return crypto.createHmac('sha256', Buffer.from(secret, 'base64url')).update(text).digest('base64url');
}

/** The signing keys, `id:secret,id:secret`, are the value of `keys` in the function's KeyValueStore. */
async function readKeys(): Promise<Array<EdgeKey>> {
  const text = await cf.kvs().get('keys');
  return text.split(',').map((entry) => {
    const parts = entry.trim().split(':');
    return { id: parts[0] as string, secret: parts[1] as string };
  });
}

/** A request that passes has the bucket's parameter in place of the signature, so that all readers of a file share one copy. */
export async function handler(event: ViewerRequest): Promise<ViewerRequest['request'] | object> {
  const request = event.request;
  if (request.method !== 'GET') return refused('method-not-allowed', event);
  const target = `${request.uri}?${request.rawQueryString()}`;
  const asked = { target: target, nowMs: Date.now(), address: event.viewer.ip };
  const url = await verifyDownload(asked, await readKeys(), hmac);
  if (url.failure !== undefined) return refused(url.failure, event);
  if (!isObjectKey(url.objectKey)) return refused('object-key-invalid', event);
  request.querystring = {
    'response-content-disposition': { value: encodeURIComponent(contentDisposition(url)) },
  };
  return request;
}

function refused(code: string, event: ViewerRequest): object {
  const problem = problems[code] as (typeof problems)[string];
  const body = Object.assign(
    { type: 'about:blank', code: code, requestId: event.context.requestId },
    problem,
  );
  return {
    statusCode: problem.status,
    statusDescription: problem.title,
    headers: {
      'content-type': { value: 'application/problem+json' },
      'cache-control': { value: 'no-store' },
      'x-content-type-options': { value: 'nosniff' },
      'referrer-policy': { value: 'no-referrer' },
    },
    body: JSON.stringify(body),
  };
}
