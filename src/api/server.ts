import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { maxExternalIdLength } from '../database/external-ids.ts';
import { clientOf, type IpAddress } from '../lib/client-address.ts';
import { codeOf, LecternError, safeHeaders } from '../lib/errors.ts';
import { createListener, strictTransportOf } from '../lib/listener/listener.ts';
import type { RequestHandler } from '../lib/listener/one-at-a-time.ts';
import { from } from '../lib/profile.ts';
import { basePathOf } from '../lib/public-address.ts';
import type { ApiParts } from './api-parts.ts';
import type { ApiRoutes } from './api-routes.ts';
import { manual } from './manual.ts';
import { describeApi } from './openapi.ts';
import { addExternalIds } from './plugins/added-external-ids.ts';
import { authorizedRoutes, publicRoutes, requireDeclaredAccess } from './plugins/authorization.ts';
import { replyWithProblem } from './plugins/error-reply.ts';
import { logRequest, traceRequests, whenAnswered } from './plugins/observation.ts';
import { refuseOverload } from './plugins/overload.ts';
import { ProblemDetails } from './problem-replies.ts';
import { accountRoutes } from './routes/accounts.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { attachmentUrlRoutes } from './routes/attachment-urls.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { authRoutes } from './routes/auth.ts';
import { contestPeopleRoutes } from './routes/contest-people.ts';
import { contestPreviewRoutes } from './routes/contest-preview.ts';
import { contestTaskRoutes } from './routes/contest-tasks.ts';
import { contestRoutes } from './routes/contests.ts';
import { descriptionUrlRoutes } from './routes/description-urls.ts';
import { documentExaminationRoutes } from './routes/document-examinations.ts';
import { documentRoutes } from './routes/documents.ts';
import { firstAdminRoutes } from './routes/first-admin.ts';
import { groupMemberRoutes } from './routes/group-members.ts';
import { groupTaskRoutes } from './routes/group-tasks.ts';
import { groupRoutes } from './routes/groups.ts';
import { issuedTaskPage, issuedTaskRoutes } from './routes/issued-tasks.ts';
import { managedTaskRoutes } from './routes/managed-tasks.ts';
import { meRoutes, ownAccountRoutes } from './routes/me.ts';
import { metricsSummaryRoutes } from './routes/metrics-summary.ts';
import { openingRoutes } from './routes/openings.ts';
import { operationRoutes } from './routes/operations.ts';
import { settingsRoutes } from './routes/settings.ts';
import { setupLinkRoutes } from './routes/setup-links.ts';
import { signingKeyRoutes } from './routes/signing-keys.ts';
import { taskSettingsRoutes } from './routes/task-settings.ts';
import { taskStaffRoutes } from './routes/task-staff.ts';
import { taskRoutes } from './routes/tasks.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { crossOriginRefusal } from './same-origin.ts';
import { schemaController } from './schema-controller.ts';
import { object } from './shapes.ts';
import { createWebApp } from './web-app.ts';

export type ApiServer = FastifyInstance;

declare module 'fastify' {
  interface FastifyRequest {
    /** As trusted proxies report it; `ip` is that of the connection. Undefined for a Unix socket. */
    client: IpAddress | undefined;
  }
}

/** Routes that need more set `bodyLimit`. Kept low, because anyone can make the server hold bodies in memory. */
const maxBodyBytes = 16 * 1024;
/** Fits an external id with every character percent-encoded. */
const maxParamLength = 12 * (maxExternalIdLength + 4);
const noQuery = object({});
const times = { requestTimeoutMs: 30_000, keepAliveMs: 72_000 };

/** What features add to the API. */
export interface AddedRoutes {
  /** Below `/api/v1`. `config.access` of each route defines who may call it. */
  readonly routes: ReadonlyArray<ApiRoutes>;
  /** Routes without authentication. */
  readonly publicRoutes: ReadonlyArray<{
    readonly prefix: '/api/v1' | '/api/auth';
    readonly routes: FastifyPluginAsync;
  }>;
  /** Requests that features send to other servers: the field `webhooks` of OpenAPI. */
  readonly webhooks: Readonly<Record<string, object>>;
  /** Called with the scope of the authorized routes, before any of them is added. */
  prepare(server: FastifyInstance): void;
}

/** The API's own listener. It serves no file bytes at all. */
export async function createApiServer(parts: ApiParts, added: AddedRoutes): Promise<ApiServer> {
  const { connectionLimits } = parts;
  const { trustedProxies } = connectionLimits;
  const strictTransport = strictTransportOf(parts.publicUrl);
  const basePath = basePathOf(parts.publicUrl);
  const options: FastifyServerOptions = {
    loggerInstance: parts.log,
    logController: new QuietLog({ disableRequestLogging: true }),
    childLoggerFactory: (log) => log, // every log line has its requestId
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength },
    serverFactory: (handle) => createListener({ ...connectionLimits, ...times, answer: answerWith(handle) }),
    clientErrorHandler: () => {}, // the listener handles these
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false, // HEAD of a signing route would record a URL that is never sent
    return503OnClosing: false, // requests on open connections are still answered, then the connection ends
    schemaController,
    frameworkErrors: (_error, request, reply) => {
      // No hooks run here.
      setCommonHeaders(request, reply, strictTransport);
      replyWithProblem(
        new LecternError('request-invalid', 'The path cannot be decoded. Check its percent-encoding.'),
        request,
        reply,
      );
      logRequest(parts, request, reply);
    },
  };
  const server = Fastify(options);

  server.addSchema(ProblemDetails);
  server.setErrorHandler(replyWithProblem);
  const webApp = createWebApp(parts);
  server.setNotFoundHandler((request, reply) => {
    const isBelowBase = basePath !== '' && request.url.startsWith(`${basePath}/`);
    if (!isBelowBase && asksForPage(request) && webApp.hasPage(request.url))
      return webApp.showPage(request, reply);
    const advice = isBelowBase
      ? `Make the proxy in front of Lectern remove "${basePath}" from the path; see /manual/nginx.`
      : `This path does not exist. See ${basePath}/docs for the API.`;
    return replyWithProblem(new LecternError('not-found', advice), request, reply);
  });
  acceptEmptyJson(server);
  server.removeContentTypeParser('text/plain');

  traceRequests(server, parts.tracing);
  server.decorateRequest('client', undefined);
  server.addHook('onRequest', (request, reply, done) => {
    request.client = clientOf(request.raw, trustedProxies);
    setCommonHeaders(request, reply, strictTransport);
    done(crossOriginRefusal(request.method, request.headers, parts.webOrigin));
  });
  let closing = false;
  server.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  server.addHook('onResponse', (request, _reply, done) => {
    // Node keeps connections that become idle after `close` open for their keep-alive time.
    if (closing) request.raw.socket.destroySoon();
    done();
  });
  whenAnswered(server, (request, reply) => logRequest(parts, request, reply));

  requireDeclaredAccess(server);
  server.addHook('onRoute', ({ schema }) => {
    // Adding `dryRun` to an operation that has none must not make the change. Pages ignore the query.
    if (schema?.operationId !== undefined) schema.querystring ??= noQuery;
  });
  await describeApi(server, { ...parts, webhooks: added.webhooks });
  await server.register(async (operations) => {
    operations.addHook('onRequest', forbidStoring);
    await operations.register(publicRoutes(operationRoutes(parts, { isStopping: () => closing })));
  });
  await server.register(publicRoutes(webApp.plugin));
  await server.register(publicRoutes(manual(parts.publicUrl)));
  // Routes for operators are outside this scope, so overload never refuses them.
  await server.register(async (limited) => {
    refuseOverload(limited, { ...parts, onRefuse: parts.metrics.onOverload });
    limited.addHook('onRequest', forbidStoring);
    addExternalIds(limited, parts);
    await limited.register(publicRoutes(issuedTaskPage(parts, webApp.showPage)));
    const { profile } = parts;
    for (const routes of from('platform', profile, authRoutes(parts))) {
      await limited.register(publicRoutes(routes), { prefix: '/api/auth' });
    }
    for (const routes of from('course', profile, firstAdminRoutes(parts))) {
      await limited.register(publicRoutes(routes), { prefix: '/api/v1' });
    }
    await limited.register(publicRoutes(settingsRoutes(parts)), { prefix: '/api/v1' });
    for (const { prefix, routes } of added.publicRoutes) {
      await limited.register(publicRoutes(routes), { prefix });
    }
    const routes = [...apiRoutes(parts), ...added.routes];
    await limited.register(authorizedRoutes(parts, routes, added.prepare), { prefix: '/api/v1' });
  });
  return server;
}

function apiRoutes(parts: ApiParts): ReadonlyArray<ApiRoutes> {
  return [
    meRoutes(),
    taskRoutes(parts),
    taskSettingsRoutes(parts),
    managedTaskRoutes(parts),
    uploadRoutes(parts),
    documentRoutes(parts),
    attachmentRoutes(parts),
    attachmentUrlRoutes(parts),
    documentExaminationRoutes(parts),
    descriptionUrlRoutes(parts),
    issuedTaskRoutes(parts),
    apiKeyRoutes(parts),
    signingKeyRoutes(parts),
    ...from(
      'platform',
      parts.profile,
      ownAccountRoutes(parts),
      openingRoutes(parts),
      taskStaffRoutes(parts),
      groupRoutes(parts),
      groupMemberRoutes(parts),
      groupTaskRoutes(parts),
      contestRoutes(parts),
      contestTaskRoutes(parts),
      contestPreviewRoutes(parts),
      contestPeopleRoutes(parts),
      accountRoutes(parts),
      metricsSummaryRoutes(parts),
    ),
    ...from('course', parts.profile, setupLinkRoutes(parts)),
  ];
}

/** The web app routes its own pages, and shows an error for unknown ones. */
function asksForPage({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/api/') && /\btext\/html\b/.test(headers.accept ?? '');
}

/** Access and readiness hold only for this moment and this reader (RFC 9111 §5.2.2.5). */
function forbidStoring(_request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.header('cache-control', 'no-store');
  done();
}

function setCommonHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  strictTransport: Readonly<Record<string, string>>,
): void {
  reply.headers(strictTransport);
  reply.header('x-request-id', request.id);
  reply.headers(safeHeaders);
}

/** Does not log that a client closed a stream or a long list early. */
class QuietLog extends LogController {
  override streamError(...told: Parameters<LogController['streamError']>): void {
    if (codeOf(told[0]) !== 'ERR_STREAM_PREMATURE_CLOSE') super.streamError(...told);
  }
}

/** Many clients send a JSON content type with an empty body for a `POST` without arguments. */
function acceptEmptyJson(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parseJson(request, body, done);
  });
}

/** Passes requests to Fastify, and answers `Expect: 100-continue` as Node does by default. */
function answerWith(handle: RequestListener): RequestHandler {
  return (request, response, awaitsContinue) => {
    if (awaitsContinue) response.writeContinue();
    handle(request, response);
  };
}
