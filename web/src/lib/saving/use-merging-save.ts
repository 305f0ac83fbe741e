import { useState } from 'react';
import { isApiError } from '../is-api-error.ts';
import { changesOf } from './changes-of.ts';
import { mergeChanges } from './merge-changes.ts';
import { type Action, useAction } from './use-action.ts';

/** A resource as it was read, with its entity tag; without one if it is new. */
interface Tagged {
  readonly etag: string | undefined;
}

export interface Change<Resource, Fields> {
  /** The fields that differ from `before`; empty for a new resource with default values. */
  readonly changes: Partial<Fields>;
  /** All fields, with the changes of others. */
  readonly fields: Fields;
  /** The state that the change applies to. */
  readonly before: Resource;
}

interface MergingSaveOptions<Resource extends Tagged, Fields extends object> {
  /** As the page read it. */
  readonly resource: Resource;
  /** The fields that the form edits. */
  readonly fieldsOf: (resource: Resource) => Fields;
  readonly form: {
    readonly values: Fields;
    /** Shows changes of others, and values that the server has normalized. */
    readonly setValues: (changes: Partial<Fields>) => void;
  };
  /** Sends a change against the state that it was made for. */
  readonly send: (change: Change<Resource, Fields>) => Promise<Resource>;
  /** Refetches the resource. */
  readonly refetchAfter: () => Promise<Resource>;
  /** Message after saving. */
  readonly meta?: { readonly done?: string };
  readonly onSaved?: (resource: Resource) => unknown;
}

/** A field that another user has changed to another value. */
export interface Conflict<Fields extends object> {
  readonly name: keyof Fields;
  readonly mine: Fields[keyof Fields];
  readonly theirs: Fields[keyof Fields];
}

export interface Saving<Fields extends object> extends Pick<Action<void>, 'isPending' | 'isError' | 'error'> {
  readonly save: () => void;
  /** The fields with unsaved changes. */
  readonly changed: ReadonlyArray<keyof Fields>;
  /** Nothing is sent while a conflict remains. */
  readonly conflicts: ReadonlyArray<Conflict<Fields>>;
  /** Resolves a conflict with the user's value, and `take` with the other one. Resolving the last conflict sends the form. */
  readonly keep: (name: keyof Fields) => void;
  readonly take: (name: keyof Fields) => void;
}

/** After so many tries others keep changing the same fields, so the user gets the error. */
const maxAttempts = 5;

/**
 * Saves a form without losing the changes of others. It sends only changed fields, conditional on the state that was read. If that is
 * stale, it merges changes to other fields and sends again; a field that both changed is a conflict.
 */
export function useMergingSave<Resource extends Tagged, Fields extends object>(
  options: MergingSaveOptions<Resource, Fields>,
): Saving<Fields> {
  const { resource, fieldsOf, form, send, refetchAfter, meta, onSaved } = options;
  const { values, setValues: show } = form;
  const [kept, setKept] = useState({
    /** Entity tag of `resource` when this state was computed. */
    given: resource.etag,
    latest: resource,
    before: fieldsOf(resource),
    contested: [] as ReadonlyArray<keyof Fields>,
  });
  const latest = resource.etag === kept.given ? kept.latest : resource;

  const sending = useAction({
    failure: 'form',
    /** Undefined if nothing was saved. */
    async mutationFn(asked: {
      before: Fields;
      latest: Resource;
      values: Fields;
    }): Promise<Resource | undefined> {
      const known = (found: Resource, before: Fields, contested: ReadonlyArray<keyof Fields> = []) =>
        setKept({ given: resource.etag, latest: found, before, contested });
      const present = (fields: Fields) => {
        const others = changesOf(asked.values, fields);
        if (others) show(others);
      };
      let now = asked.latest;
      for (let attempt = 1; ; attempt += 1) {
        const { fields, before, contested } = mergeChanges(asked.before, asked.values, fieldsOf(now));
        if (contested.length > 0) {
          known(now, before, contested);
          present(fields);
          return undefined;
        }
        let saved: Resource;
        try {
          saved = await sendOver(now, fields);
        } catch (error) {
          const isStale = isApiError(error, 'precondition-failed') && attempt < maxAttempts;
          const again = isStale ? await refetchAfter().catch(noneIfGone) : undefined;
          if (!again) throw error;
          now = again;
          continue;
        }
        known(saved, fieldsOf(saved));
        present(fieldsOf(saved));
        return saved;
      }
    },
    meta: { done: (_, saved) => saved && meta?.done },
    onSuccess: (saved) => saved && onSaved?.(saved),
  });

  function sendOver(before: Resource, fields: Fields): Promise<Resource> {
    const changes = changesOf(fieldsOf(before), fields);
    if (!changes && before.etag !== undefined) return Promise.resolve(before);
    return send({ changes: changes ?? {}, fields, before });
  }

  function settle(name: keyof Fields, next: Fields) {
    const before = { ...kept.before, [name]: fieldsOf(latest)[name] };
    const contested = kept.contested.filter((each) => each !== name);
    setKept({ given: resource.etag, latest, before, contested });
    if (contested.length === 0) sending.mutate({ before, latest, values: next });
  }

  const { isPending, isError, error } = sending;
  return {
    isPending,
    isError,
    error,
    save: () => sending.mutate({ before: kept.before, latest, values }),
    changed: Object.keys(changesOf(kept.before, values) ?? {}) as unknown as ReadonlyArray<keyof Fields>,
    conflicts: kept.contested.map((name) => ({ name, mine: values[name], theirs: fieldsOf(latest)[name] })),
    keep: (name) => settle(name, values),
    take(name) {
      const theirs = { [name]: fieldsOf(latest)[name] } as unknown as Partial<Fields>;
      show(theirs);
      settle(name, { ...values, ...theirs });
    },
  };
}

/** A deleted resource can't be merged with; the original error explains it. */
function noneIfGone(error: unknown): undefined {
  if (!isApiError(error, 'not-found')) throw error;
}
