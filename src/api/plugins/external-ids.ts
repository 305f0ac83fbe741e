import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  externalIdOf,
  type FindExternal,
  formatReference,
  type Identified,
} from '../../database/external-ids.ts';

/** Of what the ids are that a request names by these words, in its path, its query or its body, and a reply. */
export const idKinds: Readonly<Record<string, Identified>> = {
  taskId: 'task',
  taskIds: 'task',
  groupId: 'group',
  groupIds: 'group',
  contestId: 'contest',
  userId: 'user',
};

/** A place in a request where an external id stands. */
interface Place {
  readonly kind: Identified;
  readonly externalId: string;
  put(id: string): void;
}

/**
 * What a query or a body called something. A refusal names it like this: our id would tell that it is there.
 * @param id of ours, or of nothing
 */
export const referenceOf = (request: FastifyRequest, id: string): string =>
  request.getDecorator<ReadonlyMap<string, string> | undefined>('references')?.get(id) ?? id;

/**
 * Puts our own ids in the place of external ones (`ext:42`). What is not known stays as it is, so that it is answered
 * as any id that is not there. A request without external ids waits for nothing. An external id that is an integer, as
 * its schema permits, becomes its decimal text.
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
  // The path before anything else, since a task is read together with the session.
  server.addHook('onRequest', (request, _reply, done) => resolveIn(request, [request.params], done));
  server.addHook('preHandler', (request, _reply, done) =>
    resolveIn(request, [request.query, request.body], done),
  );
}

/** Finds the external ids in an object, at whatever depth its schema lets them stand. */
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
