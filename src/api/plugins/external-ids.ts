import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  externalIdOf,
  type FindExternal,
  formatReference,
  type Identified,
  problemWithReference,
} from '../../database/external-ids.ts';
import { LecternError } from '../../lib/errors.ts';
import { type RowProblem, rowsInvalid } from '../../lib/row-problems.ts';

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

/** An id in a request that is neither ours nor external. */
interface Wrong {
  /** From the part of the request, such as `body`, to the id. */
  readonly path: ReadonlyArray<string>;
  readonly message: string;
}

interface Found {
  readonly places: Array<Place>;
  readonly wrong: Array<Wrong>;
}

/**
 * The id as the query or body had it, for refusals: our id would reveal that the object exists.
 * @param id ours, or an unknown one
 */
export const referenceOf = (request: FastifyRequest, id: string): string =>
  request.getDecorator<ReadonlyMap<string, string> | undefined>('references')?.get(id) ?? id;

/**
 * Replaces external ids (`ext:42`) by ours. Unknown ones stay, so that they get the reply of any unknown id. Other
 * texts are refused, because the platform forgot `ext:`. Requests without external ids do not wait. An `externalId` sent as an integer becomes its decimal text.
 */
export function resolveExternalIds(
  server: FastifyInstance,
  { findExternal }: { readonly findExternal: FindExternal },
): void {
  function resolveIn(
    request: FastifyRequest,
    places: ReadonlyArray<Place>,
    done: (error?: Error) => void,
  ): void {
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
  server.addHook('onRequest', (request, _reply, done) =>
    resolveIn(request, idsIn({ params: request.params }).places, done),
  );
  // After the caller is known, but before anything is looked up for them.
  server.addHook('preHandler', (request, _reply, done) => {
    const { params, query: querystring, body } = request;
    const { places, wrong } = idsIn({ querystring, body });
    const refusal = refusalOf([...idsIn({ params }).wrong, ...wrong]);
    if (refusal) done(refusal);
    else resolveIn(request, places, done);
  });
}

function idsIn(parts: Readonly<Record<string, unknown>>): Found {
  const found: Found = { places: [], wrong: [] };
  collect(parts, [], found);
  return found;
}

/** Collects the ids in an object, at any depth. */
function collect(value: object, path: ReadonlyArray<string>, found: Found, kindOfItems?: Identified): void {
  // Lists can have 100,000 external ids, whose entries take 40 ms.
  if (Array.isArray(value) && kindOfItems === undefined && value.every((item) => typeof item === 'string'))
    return;
  const members: ReadonlyArray<[string, unknown]> = Object.entries(value);
  for (const [name, member] of members) {
    if (name === 'externalId' && typeof member === 'number') Object.assign(value, { [name]: String(member) });
    const kind = Array.isArray(value) ? kindOfItems : idKinds[name];
    if (typeof member === 'object' && member !== null) collect(member, [...path, name], found, kind);
    if (kind === undefined || typeof member !== 'string') continue;
    const externalId = externalIdOf(member);
    if (externalId === undefined) {
      const message = problemWithReference(member);
      if (message !== undefined) found.wrong.push({ path: [...path, name], message });
    } else found.places.push({ kind, externalId, put: (id) => Object.assign(value, { [name]: id }) });
  }
}

/** Names the rows if all are in a list directly in the body, like the problems that schemas find. */
function refusalOf(wrong: ReadonlyArray<Wrong>): LecternError | undefined {
  const [first] = wrong;
  if (first === undefined) return undefined;
  const problems = wrong.flatMap(({ path: [, list, row, ...path], message }): ReadonlyArray<RowProblem> => {
    if (list === undefined || row === undefined || !/^\d+$/.test(row)) return [];
    return [{ row: Number(row) + 1, field: path.join('.') || null, code: 'format', message }];
  });
  if (problems.length === wrong.length) return rowsInvalid(problems);
  return new LecternError('request-invalid', `"${first.path.join('/')}": ${first.message}`);
}
