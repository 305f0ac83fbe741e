import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { registerHooks } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { pino } from 'pino';
import { createApp } from '../../../src/app/app.ts';
import type { Telemetry } from '../../../src/features/feature.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { openTelemetry } from '../../../src/features/telemetry/open-telemetry.ts';
import { fillDataFolder } from '../../support/full-data-folder.ts';
import { freePorts, patientServer } from '../../support/ports.ts';
import { settableClock } from '../../support/settable-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const loaded = new Set<string>();
registerHooks({
  load(url, context, nextLoad) {
    const [, name] = /node_modules\/(@opentelemetry\/[^/]+)\//.exec(url) ?? [];
    // better-auth loads only the API, which does nothing without an SDK.
    if (name !== undefined && name !== '@opentelemetry/api') loaded.add(name);
    return nextLoad(url, context);
  },
});

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}

/** As in OTLP's JSON (opentelemetry-proto, trace.proto). */
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: ReadonlyArray<Attribute>;
  readonly status: { readonly code: number };
}

async function listen(answer: (request: IncomingMessage, body: string) => [number, Record<string, string>?]) {
  const server = createServer(patientServer, async (request, response) => {
    const [status, headers] = answer(request, await text(request));
    response.writeHead(status, headers).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The requests that an OpenTelemetry collector has received. */
const arrived: Array<{ readonly path: string; readonly headers: object; readonly body: string }> = [];
const collector = await listen((request, body) => {
  arrived.push({ path: String(request.url), headers: request.headers, body });
  return [200, { 'content-type': 'application/json' }];
});
const spans = (): ReadonlyArray<Span> =>
  arrived
    .filter(({ path }) => path === '/v1/traces')
    .flatMap(({ body }) => JSON.parse(body).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap((scope) => scope.spans);
const attributeOf = ({ attributes }: Span, key: string) =>
  Object.values(attributes.find((each) => each.key === key)?.value ?? {})[0];

const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_RESOURCE_ATTRIBUTES: 'deployment=test' };
Object.assign(process.env, env, { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20of-the-collector' });
const open = async (): Promise<Telemetry> => (await openTelemetry(env, '1.2.3')) ?? assert.fail();
const log = pino({ level: 'silent' });
const trace = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
/** The example of W3C Trace Context §3.2.3, sampled. */
const traceparent = `00-${trace.traceId}-${trace.spanId}-01`;

describe('telemetry', () => {
  it('is not loaded unless an address is set, nor when it is disabled', async () => {
    assert.equal(await openTelemetry({}, '1.2.3'), undefined);
    assert.equal(await openTelemetry({ ...env, OTEL_SDK_DISABLED: 'true' }, '1.2.3'), undefined);
    const none = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' };
    assert.equal(await openTelemetry({ ...env, ...none }, '1.2.3'), undefined);
    const app = await createApp(readConfig({ LECTERN_DATA_DIR: temporaryFolder() }), { log });
    await app.stop();
    assert.deepEqual([...loaded], []);
  });

  it('refuses settings that it does not support', async () => {
    for (const [variable, value] of [
      ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
      ['OTEL_TRACES_SAMPLER', 'jaeger_remote'],
      ['OTEL_BSP_SCHEDULE_DELAY', 'soon'],
    ] as const) {
      await assert.rejects(openTelemetry({ ...env, [variable]: value }, '1.2.3'), {
        name: 'OperatorError',
        kind: 'settings',
        message: new RegExp(`^${variable} must be `),
      });
    }
  });

  it('sends spans of a request as parts of its trace, counts, and nothing that opens anything', async () => {
    const dataDir = temporaryFolder();
    const facts = await fillDataFolder(dataDir);
    const [port, filesPort] = await freePorts();
    const settings = {
      LECTERN_DATA_DIR: dataDir,
      LECTERN_PORT: String(port),
      LECTERN_FILES_PORT: String(filesPort),
    };
    const app = await createApp(readConfig(settings), {
      ...{ log, clock: settableClock(facts.filledAtMs) },
      telemetry: await open(),
    });
    const { email, password, taskId } = facts;
    const secrets = [password, email];
    try {
      await app.start();
      const payload = { email, password };
      const signedIn = await app.api.inject({
        ...{ method: 'POST', url: '/api/auth/sign-in/email', payload, headers: { traceparent } },
      });
      const { token } = signedIn.json();
      const headers = { authorization: `Bearer ${token}`, traceparent };
      const url = `/api/v1/tasks/${taskId}`;
      const opened = await app.api.inject({ url, headers });
      assert.equal(opened.statusCode, 200, opened.payload);
      const { descriptionPdfUrl } = opened.json();
      const read = await fetch(descriptionPdfUrl, { headers: { traceparent } });
      assert.equal(read.status, 200);
      await read.arrayBuffer();
      const { pathname, searchParams } = new URL(descriptionPdfUrl);
      // The signature, the issue id and the name of the file; other values are a few digits.
      const telling = [...searchParams.values()].filter((value) => value.length > 10);
      assert.ok(telling.length >= 2);
      secrets.push(token, taskId, pathname.slice(1), ...telling);
    } finally {
      await app.stop();
    }
    // Jobs that the app has begun by itself have spans too, of traces of their own.
    const ofTrace = spans().filter(({ traceId }) => traceId === trace.traceId);
    const byName = Map.groupBy(ofTrace, ({ name }) => name);
    const one = (name: string): Span =>
      byName.get(name)?.[0] ?? assert.fail(`${name}: ${[...byName.keys()]}`);
    const served = one('GET /api/v1/tasks/:taskId');
    assert.equal(served.parentSpanId, trace.spanId);
    assert.equal(attributeOf(served, 'http.route'), '/api/v1/tasks/:taskId');
    assert.equal(attributeOf(served, 'http.response.status_code'), 200);
    for (const name of ['read who asks and the task', 'issue URL'])
      assert.equal(one(name).parentSpanId, served.spanId, name);
    assert.equal(one('commit issue records').parentSpanId, one('issue URL').spanId);
    assert.equal(attributeOf(one('commit issue records'), 'records'), 1);
    assert.equal(one('storage open').parentSpanId, one('GET /{objectKey}').spanId);
    assert.equal(one('GET /{objectKey}').parentSpanId, trace.spanId);
    assert.equal(one('POST /api/auth/sign-in/email').parentSpanId, trace.spanId);

    const all = arrived.map(({ body }) => body).join('\n');
    assert.match(all, /"lectern\.issued_urls".*"stable"/);
    assert.match(all, /"http\.server\.request\.duration"/);
    assert.match(all, /"service\.version","value":\{"stringValue":"1\.2\.3"\}/);
    for (const secret of secrets) assert.ok(!all.includes(secret), `${secret} has arrived`);
    assert.ok(
      arrived.every(({ headers }) => !('traceparent' in headers)),
      'sending spans is not traced',
    );
    assert.ok(arrived.every((each) => Object(each.headers).authorization === 'Bearer of-the-collector'));
  });

  it('passes the trace to the storage, and records the kind of a failure, and nothing more', async () => {
    const asked: Array<string | undefined> = [];
    const swift = await listen(({ headers, url }) => {
      asked.push(String(headers['traceparent']));
      return url === '/auth/v1.0' ? [200, { 'x-auth-token': 'AUTH_tk-secret' }] : [500];
    });
    const settings = {
      ...{ LECTERN_DATA_DIR: temporaryFolder(), LECTERN_STORAGE: 'swift', SWIFT_URL: swift },
      ...{
        SWIFT_CONTAINER: 'c',
        SWIFT_USER: 'test:tester',
        SWIFT_KEY: 'a-secret-key',
        SWIFT_TEMPURL_KEY: 'x',
      },
    };
    const telemetry = await open();
    const app = await createApp(readConfig(settings), { log, telemetry });
    arrived.length = 0;
    const served = telemetry.tracing.serve?.('POST', { traceparent }) ?? assert.fail();
    await served.run(async () => {
      await assert.rejects(app.core.driver.head('documents/ab/c.pdf' as never));
      const [reply] = await once(get(swift), 'response'); // with node:http, as clients of vendors do
      reply.resume();
    });
    served.end({ route: '/x', status: 503 });
    await app.stop();
    const head = spans().find(({ name }) => name === 'storage head') ?? assert.fail();
    const [post] = spans().filter(({ name }) => name === 'POST /x');
    assert.equal(asked.length, 3);
    assert.deepEqual(asked.slice(0, 2), Array(2).fill(`00-${trace.traceId}-${head.spanId}-01`));
    assert.equal(asked[2], `00-${trace.traceId}-${post?.spanId}-01`);
    assert.equal(head.status.code, 2); // STATUS_CODE_ERROR
    assert.equal(attributeOf(head, 'error.type'), 'storage-unavailable');
    const all = arrived.map(({ body }) => body).join('\n');
    for (const secret of ['AUTH_tk', 'secret', 'c.pdf', swift]) assert.ok(!all.includes(secret), secret);
  });

  it('to a collector that never answers delays neither requests nor the stop', async () => {
    const sockets: Array<Socket> = [];
    const silent = createServer().on('connection', (socket: Socket) => void sockets.push(socket));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${port}`;
    const telemetry = await open();
    const app = await createApp(readConfig({ LECTERN_DATA_DIR: temporaryFolder() }), { log, telemetry });
    assert.equal((await app.api.inject({ url: '/healthz' })).statusCode, 200);
    await app.stop();
    // The exporter itself would wait longer.
    assert.ok(sockets.length > 0 && sockets.every(({ destroyed }) => !destroyed));
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});
