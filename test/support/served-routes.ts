import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiServer } from '../../src/api/server.ts';
import { builtWebApp } from '../../src/api/web-app.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * The routes in Fastify's own trees, read as text: `GET /api/v1/tasks/{taskId}`. Without those of the documentation,
 * the manual and the web app, whose files may be missing. The trees do not show the position of a wildcard; only these
 * have one.
 */
export function servedRoutes(api: ApiServer): ReadonlyArray<string> {
  return methods.flatMap((method) => {
    const paths = new Set(pathsIn(api.printRoutes({ method, commonPrefix: false })));
    return [...paths]
      .filter((path) => !/^\/(docs|manual)/.test(path) && !isOfWebApp(path))
      .map((path) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  });
}

/** Segments are indented under the one that they follow; all of them are under `/` where that is a route. */
function* pathsIn(printed: string): Generator<string> {
  const parents: Array<string> = [];
  for (const line of printed.split('\n')) {
    const [, indent = '', segment = '', method] = /^([│├└─ ]*)(\S+)(?: \((.*)\))?$/.exec(line) ?? [];
    if (segment === '') continue;
    const depth = Math.floor(indent.length / 4);
    const parent = depth > 1 ? (parents[depth - 1] as string) : '';
    const path = `/${parent}${segment}`.replaceAll(/\/+/g, '/');
    parents[depth] = path;
    if (method) yield path;
  }
}

function isOfWebApp(path: string): boolean {
  return path === '/' || path === '/*' || existsSync(join(builtWebApp, path));
}
