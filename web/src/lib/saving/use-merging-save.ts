import { useState } from 'react';
import { isApiError } from '../is-api-error.ts';
import { changesOf } from './changes-of.ts';
import { mergeChanges } from './merge-changes.ts';
import { type Action, useAction } from './use-action.ts';

/** Something as it was read, with the tag of that state; without one for something new. */
interface Tagged {
  readonly etag: string | undefined;
}

export interface Change<Resource, Fields> {
  /** The fields that differ from what there is; empty for something new that is left as proposed. */
  readonly changes: Partial<Fields>;
  /** All fields, with what others have changed. */
  readonly fields: Fields;
  /** What the change is meant for. */
  readonly before: Resource;
}

interface MergingSaveOptions<Resource extends Tagged, Fields extends object> {
  /** As the page has read it. */
  readonly resource: Resource;
  /** What of it the form changes. */
  readonly fieldsOf: (resource: Resource) => Fields;
  readonly form: {
    /** What it has now. */
    readonly values: Fields;
    /** Shows what others have changed, and what the server has made of what was sent. */
    readonly setValues: (changes: Partial<Fields>) => void;
  };
  /** Sends a change for the state that it is meant for. Undefined when somebody has thought better of it. */
  readonly send: (change: Change<Resource, Fields>) => Promise<Resource | undefined>;
  /** Reads the resource again. */
  readonly readAgain: () => Promise<Resource>;
  /** Once it is saved. */
  readonly meta?: { readonly done?: string };
  readonly onSaved?: (resource: Resource) => unknown;
}

/** A field that somebody else has changed meanwhile, to another value. */
export interface Conflict<Fields extends object> {
  readonly name: keyof Fields;
  readonly mine: Fields[keyof Fields];
  readonly theirs: Fields[keyof Fields];
}

export interface Saving<Fields extends object> extends Pick<Action<void>, 'isPending' | 'isError' | 'error'> {
  readonly save: () => void;
  /** What was changed and is not saved. */
  readonly changed: ReadonlyArray<keyof Fields>;
  /** Nothing is sent while there are any. */
  readonly conflicts: ReadonlyArray<Conflict<Fields>>;
  /** Settles a conflict. The last one that is settled sends the form. */
  readonly keep: (name: keyof Fields) => void;
  readonly take: (name: keyof Fields) => void;
}

/** Beyond it others change the same all the time, and somebody should look. */
const maxAttempts = 5;

/**
 * Saves a form, and nothing that somebody else has changed is lost by it: what was changed is sent for the state that was
 * read. In another state, what others have changed in other fields is taken over, and it is sent again; a field that both
 * have changed is a conflict.
 */
export function useMergingSave<Resource extends Tagged, Fields extends object>(
  options: MergingSaveOptions<Resource, Fields>,
): Saving<Fields> {
  const { resource, fieldsOf, form, send, readAgain, meta, onSaved } = options;
  const { values, setValues: show } = form;
  const [kept, setKept] = useState({
    /** The tag of what the page had read when the rest was found. */
    given: resource.etag,
    latest: resource,
    before: fieldsOf(resource),
    contested: [] as ReadonlyArray<keyof Fields>,
  });
  const latest = resource.etag === kept.given ? kept.latest : resource;

  const sending = useAction({
    failure: 'form',
    /** Undefined when nothing was saved. */
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
        let saved: Resource | undefined;
        try {
          saved = await sendOver(now, fields);
        } catch (error) {
          const isStale = isApiError(error, 'precondition-failed') && attempt < maxAttempts;
          const again = isStale ? await readAgain().catch(noneIfGone) : undefined;
          if (!again) throw error;
          now = again;
          continue;
        }
        if (!saved) return undefined;
        known(saved, fieldsOf(saved));
        present(fieldsOf(saved));
        return saved;
      }
    },
    meta: { done: (_, saved) => saved && meta?.done },
    onSuccess: (saved) => saved && onSaved?.(saved),
  });

  function sendOver(before: Resource, fields: Fields): Promise<Resource | undefined> {
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
    ...{ isPending, isError, error },
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

/** What is gone cannot be merged with: the refusal says so. */
function noneIfGone(error: unknown): undefined {
  if (!isApiError(error, 'not-found')) throw error;
}
