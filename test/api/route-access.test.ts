import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Fastify from 'fastify';
import type { ApiScope } from '../../src/api/api-routes.ts';
import { publicRoutes, requireDeclaredAccess } from '../../src/api/plugins/authorization.ts';
import { openTestApp } from '../support/app.ts';

describe('a route without an access rule', () => {
  it('keeps the server from starting, and the error names it', async () => {
    const { app } = await openTestApp();
    app.api.get('/silent', () => 'anybody');
    await assert.rejects((async () => app.api.ready())(), /^Error: Add "config.access" to GET \/silent\.$/);
  });

  it('keeps it from starting inside a scope, too', async () => {
    const server = Fastify();
    requireDeclaredAccess(server);
    await server.register(publicRoutes(async (scope) => void scope.get('/open', () => 'anybody')));
    await server.register(async (scope) => void scope.post('/silent', () => 'anybody'), { prefix: '/api' });
    await assert.rejects((async () => server.ready())(), /POST \/api\/silent\.$/);
  });
});

describe('an operation of the API without a cost', () => {
  it('keeps the server from starting, and the error names it', async () => {
    const server = Fastify();
    requireDeclaredAccess(server);
    const free = publicRoutes(async (scope) => {
      scope.post('/free', { schema: { operationId: 'getFree' } }, () => 'anybody');
      scope.get(
        '/cheap',
        { schema: { operationId: 'getCheap' }, config: { cost: 'light' } },
        () => 'anybody',
      );
    });
    await server.register(free);
    await assert.rejects((async () => server.ready())(), /^Error: Add "config.cost" to POST \/free\.$/);
  });
});

describe('a route of the API', () => {
  it('does not compile without an access rule, nor with data that its access does not load', () => {
    const addRoutes = (server: ApiScope) => {
      // @ts-expect-error It says nothing.
      server.get('/tasks', { schema: {} }, () => 'anybody');
      // @ts-expect-error What is public stands outside of the API.
      server.get('/tasks', { config: { access: 'public' } }, () => 'anybody');
      // @ts-expect-error It names no scope.
      server.get('/tasks', { config: { access: {} } }, () => 'anybody');
      // @ts-expect-error Groups have no owners.
      server.get('/groups/:groupId', { config: { access: { group: 'owner' } } }, () => 'anybody');
      // @ts-expect-error The scope of a group finds no task.
      server.get('/groups/:groupId', { config: { access: { group: 'staff' } } }, ({ task }) => task.id);
      server.get(
        '/groups/:groupId',
        { config: { access: { group: 'staff' }, cost: 'light' } },
        ({ group }) => group.name,
      );
    };
    assert.equal(typeof addRoutes, 'function');
  });
});
