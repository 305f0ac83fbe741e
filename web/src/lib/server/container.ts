/** A contest or a group. */
export interface Container {
  readonly kind: 'contest' | 'group';
  readonly id: string;
  readonly name: string;
}

/** Its path in the API. */
export const containerPath = ({ kind, id }: Container) =>
  kind === 'contest'
    ? ({ root: '/api/v1/contests/{contestId}', path: { contestId: id } } as const)
    : ({ root: '/api/v1/groups/{groupId}', path: { groupId: id } } as const);
