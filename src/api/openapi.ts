import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { sessionCookieName } from '../domain/accounts/auth-settings.ts';
import { basePathOf } from '../lib/public-address.ts';
import { pageHeaders, readBuilt } from './built-pages.ts';
import { addExamples } from './openapi-examples.ts';
import { publicRoutes } from './plugins/authorization.ts';
import { problemComponents, problems } from './problem-replies.ts';
import { publishSchemas } from './published-schemas.ts';
import { type ApiDocument, type Operation, shareComponents, sorted } from './shared-components.ts';

/** Swagger UI styles elements inline. The plugin's own policy would also turn plain http into https. */
const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const pageFile = (name: string) => fileURLToPath(import.meta.resolve(`#api-reference/${name}`));

const icon = readBuilt(fileURLToPath(import.meta.resolve('#web/favicon.svg')));

const openapiPath = '/api/v1/openapi.json';

const description = `Short-lived signed URLs for private PDFs. Send \`Authorization: Bearer …\` with an API key, or with the
token that \`POST /api/auth/sign-in/email\` returns; browsers get a cookie. Lists are pages of \`{items, nextCursor}\`, times
are ISO 8601 in UTC, and errors are problem details (RFC 9457) with a stable \`code\`. Unknown
fields and query parameters are errors.`;

/** Passes the body limit of a route to its operation, where `finish` describes it. */
const bodyLimit = 'x-body-limit';

/** Collects the schemas of all routes into an OpenAPI 3.1 document, and shows it at `/docs`. */
export async function describeApi(
  server: FastifyInstance,
  parts: { publicUrl: string; version: string; webhooks: Readonly<Record<string, object>> },
) {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Lectern',
        version: parts.version,
        description,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: parts.publicUrl }],
      externalDocs: { description: 'Interactive reference', url: `${parts.publicUrl}/docs` },
      security: [{ bearer: [] }, { cookie: [] }],
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description:
              'The token that a sign-in returns, or a JWT from the trusted issuer (/manual/platform).',
          },
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key, for programs; each operation names the scope that it needs.',
          },
          cookie: {
            type: 'apiKey',
            in: 'cookie',
            name: sessionCookieName(parts.publicUrl),
            description: `Set by a sign-in; named \`${sessionCookieName('https://localhost')}\` on https, or \`${sessionCookieName('https://localhost/path')}\` at a path of its host.`,
          },
        },
        ...problemComponents,
      },
      webhooks: parts.webhooks,
      tags: [
        { name: 'account', description: 'Your account and sessions.' },
        { name: 'tasks', description: 'Tasks and the signed URLs of their PDFs.' },
        { name: 'documents', description: 'PDFs of tasks: one per language, with versions.' },
        { name: 'groups', description: 'People who get tasks together.' },
        { name: 'contests', description: 'Tasks that open together at a set time.' },
        { name: 'issued URLs', description: 'Who got which URL, and when.' },
        { name: 'people', description: 'Accounts, for admins.' },
        { name: 'platforms', description: 'API keys for programs, and data that platforms keep up to date.' },
        { name: 'webhooks', description: 'Addresses that Lectern calls, and the events that it sends them.' },
        { name: 'operations', description: 'For operators and monitoring.' },
      ],
    },
    transform: ({ schema, url, route }) => ({
      url,
      schema: {
        ...schema,
        [bodyLimit]: route.bodyLimit ?? server.initialConfig.bodyLimit,
        'x-cost': typeof route.config?.cost === 'function' ? 'request' : route.config?.cost,
      },
    }),
    transformObject: (document) => finish('openapiObject' in document ? document.openapiObject : {}),
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) => String(schema['$id'] ?? `def-${index}`),
    },
  });
  const headers = pageHeaders(parts.publicUrl);
  const basePath = basePathOf(parts.publicUrl);
  const docs = publicRoutes(async (scope) => {
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.headers(headers);
      done();
    });
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      indexPrefix: basePath,
      baseDir: dirname(pageFile('index.html')),
      theme: {
        title: 'Lectern API',
        ...(icon !== undefined && {
          favicon: [
            { filename: 'favicon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: icon },
          ],
        }),
      },
      logo: { type: 'image/svg+xml', content: '' },
      staticCSP: contentSecurityPolicy,
      // Hides the bar with Swagger's name.
      uiConfig: { layout: 'BaseLayout', deepLinking: true },
    });
    // One buffer for all requests: a copy for each would stay in memory while a client doesn't read it.
    let text: Buffer | undefined;
    scope.get(openapiPath, { schema: { hide: true } }, (_request, reply) => {
      text ??= Buffer.from(JSON.stringify(server.swagger()));
      return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(text);
    });
  });
  await server.register(docs);
}

/** Adds to the operations what the plugin omits, and moves what they share to the components. */
function finish<Document extends object>(document: Document): Document {
  const api: ApiDocument = document;
  // Sorted, so that the document does not depend on the order in which features add routes.
  const paths = Object.entries(api.paths ?? {}).map(([path, methods]) => [path, sorted(methods)] as const);
  api.paths = sorted(Object.fromEntries(paths));
  // The plugin gives every document the same ones.
  api.webhooks = structuredClone(api.webhooks ?? {});
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      omitDefaults(operation);
      allowEmptyBody(operation);
      nameBodyLimit(operation);
      nameSuccess(operation);
      nameEntityTag(operation);
      Object.assign(operation.responses, commonProblems(method, path));
    }
  }
  publishSchemas(api);
  shareComponents(api);
  addExamples(api);
  return document;
}

/** A parameter with a default is optional for clients; the plugin marks it required, because handlers always get it. */
function omitDefaults({ parameters = [] }: Operation): void {
  for (const parameter of parameters) {
    if ('schema' in parameter && parameter.schema['default'] !== undefined) parameter.required = false;
  }
}

/** A body that may be null is optional. */
function allowEmptyBody({ requestBody }: Operation): void {
  const schema = requestBody?.content['application/json']?.schema;
  if (!requestBody || !schema || !Array.isArray(schema['type'])) return;
  requestBody.required = false;
  schema['type'] = schema['type'].find((type) => type !== 'null');
}

/** A list can be within the limit of its schema while its body is too large. */
function nameBodyLimit(operation: Operation): void {
  const { requestBody } = operation;
  const kibibytes = Number(operation[bodyLimit]) / 1024;
  delete operation[bodyLimit];
  if (!requestBody) return;
  const limit = `At most ${kibibytes < 1024 ? `${kibibytes} KiB` : `${kibibytes / 1024} MiB`}.`;
  requestBody.description = [requestBody.description, limit].filter(Boolean).join(' ');
}

function nameSuccess({ responses }: Operation): void {
  for (const [status, response] of Object.entries(responses)) {
    if ('description' in response && response.description === 'Default Response') {
      response.description = status === '201' ? 'Created.' : 'The result.';
    }
  }
}

/** Replies with an `etag` also have it as a header. */
function nameEntityTag({ responses }: Operation): void {
  for (const response of Object.values(responses)) {
    if (!('content' in response)) continue;
    const properties = response.content?.['application/json']?.schema['properties'];
    if (properties instanceof Object && 'etag' in properties)
      response.headers = { ETag: { $ref: '#/components/headers/ETag' } };
  }
}

/** Errors that any such request can get, so that routes need not list them. Clients may send a body where none belongs. */
function commonProblems(method: string, path: string) {
  const isUnsafe = method !== 'get';
  const isLimited = path.startsWith('/api/');
  return problems(
    400,
    ...(isUnsafe ? [403 as const, 413 as const, 415 as const] : []),
    ...(isLimited ? [503 as const] : []),
    'default',
  );
}
