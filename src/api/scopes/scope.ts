import type { TObject } from 'typebox';
import type { TaskSnapshot } from '../../core/decide/task-snapshot.ts';
import type { Principal } from '../../domain/accounts/principal.ts';

/** What a scope gets of a request that has passed the route's schemas. */
export interface ScopedRequest<ParamName extends string = string> {
  readonly principal: Principal;
  readonly params: Readonly<Record<ParamName, string>>;
  readonly query: unknown;
  /** Read together with the session, for routes that need `readableTask`. */
  readonly snapshot: TaskSnapshot | undefined;
}

export type RefusalStatus = 401 | 403 | 404;

/** Authorizes requests for one kind of object, such as a task, by roles in it. */
export interface Scope<Role extends string = string, Found = unknown, ParamName extends string = string> {
  /** Tag of its operations in the API document, unless a route has another. */
  readonly tag: string;
  /** The path parameters that name the object. */
  readonly params?: TObject;
  /** HTTP statuses of its refusals. */
  refusals(role: Role): ReadonlyArray<RefusalStatus>;
  /**
   * Returns what handlers get under the scope's name.
   * @throws LecternError as the functions of `Access` do
   */
  authorize(request: ScopedRequest<ParamName>, role: Role): Promise<Found>;
}
