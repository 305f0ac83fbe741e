import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { publicRoutes } from './plugins/declared-access.ts';
import { problems } from './schemas.ts';

/** Swagger UI styles elements inline. The plugin's own policy would also turn plain http into https. */
const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export const openapiPath = '/api/v1/openapi.json';

const description = `Short-lived signed URLs for private PDFs. Sign in at \`/api/auth/sign-in/email\` and send the
token as \`Authorization: Bearer …\`; browsers get a cookie. Lists are pages of \`{items, nextCursor}\`, times are
ISO 8601 in UTC, and errors are problem details (RFC 9457) with a stable \`code\`.`;

interface Parameter {
  required?: boolean;
  readonly schema?: { readonly default?: unknown };
}

/** Collects the schemas of all routes into an OpenAPI 3.1 document, and shows it at `/docs`. */
export async function describeApi(server: FastifyInstance, parts: { publicUrl: string; version: string }) {
  server.addHook('onRoute', addRequestProblems);
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
      security: [{ bearer: [] }, { cookie: [] }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'lectern.session_token' },
        },
      },
      tags: [
        { name: 'account', description: 'Sessions and your own account.' },
        { name: 'tasks', description: 'Tasks, and the signed URLs of their PDFs.' },
        { name: 'documents', description: 'Description PDFs: one a language, with versions.' },
        { name: 'groups', description: 'People who get tasks together.' },
        { name: 'contests', description: 'Tasks that open together at a time.' },
        { name: 'issued URLs', description: 'Who got which URL, and when.' },
        { name: 'people', description: 'Accounts, for admins.' },
        { name: 'operations', description: 'For operators and their monitoring.' },
      ],
    },
    transformObject: (document) => omitDefaults('openapiObject' in document ? document.openapiObject : {}),
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) => String(schema['$id'] ?? `def-${index}`),
    },
  });
  const docs = publicRoutes(async (scope) => {
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: contentSecurityPolicy,
      uiConfig: { url: openapiPath, deepLinking: true },
    });
    scope.get(openapiPath, { schema: { hide: true } }, () => server.swagger());
  });
  await server.register(docs);
}

/** A parameter that has a default need not be sent; its schema has it as required, as handlers always get it. */
function omitDefaults<Document extends { paths?: object | undefined }>(document: Document): Document {
  const paths: ReadonlyArray<Record<string, { parameters?: Array<Parameter> }>> = Object.values(
    document.paths ?? {},
  );
  for (const { parameters = [] } of paths.flatMap((operations) => Object.values(operations))) {
    for (const parameter of parameters) {
      if (parameter.schema?.default !== undefined) parameter.required = false;
    }
  }
  return document;
}

/** What any route with such a request may answer, so that no route has to say it. */
function addRequestProblems({ schema }: RouteOptions): void {
  if (!schema?.response) return;
  const statuses = [
    ...(schema.params || schema.querystring || schema.body ? [400] : []),
    ...(schema.body ? [413, 415] : []),
  ];
  schema.response = { ...problems(...statuses), ...schema.response };
}
