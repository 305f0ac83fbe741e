import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  externalIdOf,
  type FindExternal,
  formatReference,
  type Identified,
} from '../../database/external-ids.ts';

/** The kinds of the ids that requests (in path, query or body) and replies have under these names. */
export const idKinds: Readonly<Record<string, Identified>> = {
  taskId: 'task',
  taskIds: 'task',
  groupId: 'group',
  groupIds: 'group',
  contestId: 'contest',
  userId: 'user',
};

/** An external id in a request. */
interface Place {
  readonly kind: Identified;
  readonly externalId: string;
  put(id: string): void;
}

/**
 * The id as the query or body had it, for refusals: our id would reveal that the object exists.
 * @param id ours, or an unknown one
 */
export const referenceOf = (request: FastifyRequest, id: string): string =>
  request.getDecorator<ReadonlyMap<string, string> | undefined>('references')?.get(id) ?? id;

/**
 * Replaces external ids (`ext:42`) by ours. Unknown ones stay, so that they get the reply of any unknown id. Requests
 * without external ids do not wait. An `externalId` sent as an integer becomes its decimal text.
 */
export function resolveExternalIds(
  server: FastifyInstance,
  { findExternal }: { readonly findExternal: FindExternal },
): void {
  function resolveIn(
    request: FastifyRequest,
    values: ReadonlyArray<unknown>,
    done: (error?: Error) => void,
  ): void {
    const places: Array<Place> = [];
    for (const value of values) collect(value, places);
    if (places.length === 0) done();
    else {
      const references = new Map<string, string>();
      request.setDecorator('references', references);
      fill(places, references).then(() => done(), done);
    }
  }

  async function fill(places: ReadonlyArray<Place>, references: Map<string, string>): Promise<void> {
    for (const [kind, ofKind] of Map.groupBy(places, (place) => place.kind)) {
      const ids = await findExternal(
        kind,
        ofKind.map(({ externalId }) => externalId),
      );
      for (const { externalId, put } of ofKind) {
        const id = ids.get(externalId);
        if (id === undefined) continue;
        put(id);
        references.set(id, formatReference(externalId));
      }
    }
  }

  server.decorateRequest('references');
  // The path first, because a task is read together with the session.
  server.addHook('onRequest', (request, _reply, done) => resolveIn(request, [request.params], done));
  server.addHook('preHandler', (request, _reply, done) =>
    resolveIn(request, [request.query, request.body], done),
  );
}

/** Collects the external ids in an object, at any depth. */
function collect(value: unknown, places: Array<Place>, kindOfItems?: Identified): void {
  if (typeof value !== 'object' || value === null) return;
  const members: ReadonlyArray<[string, unknown]> = Object.entries(value);
  for (const [name, member] of members) {
    if (name === 'externalId' && typeof member === 'number') Object.assign(value, { [name]: String(member) });
    const kind = Array.isArray(value) ? kindOfItems : idKinds[name];
    const externalId = kind !== undefined && typeof member === 'string' ? externalIdOf(member) : undefined;
    if (kind === undefined || externalId === undefined) collect(member, places, kind);
    else {
      places.push({ kind, externalId, put: (id) => Object.assign(value, { [name]: id }) });
    }
  }
}
