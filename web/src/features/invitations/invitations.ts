import type { Schemas } from 'lectern-client';
import { pages, send } from '../../lib/server/resource.ts';

/** What people are invited to. */
export interface Container {
  readonly kind: 'contest' | 'group';
  readonly id: string;
  readonly name: string;
}

const placeOf = ({ kind, id }: Container) =>
  kind === 'contest'
    ? ({ root: '/api/v1/contests/{contestId}', path: { contestId: id } } as const)
    : ({ root: '/api/v1/groups/{groupId}', path: { groupId: id } } as const);

export function invitationPages(container: Container) {
  const { root, path } = placeOf(container);
  return pages(`${root}/invitations`, { path });
}

export function invitationUsePages(container: Container) {
  const { root, path } = placeOf(container);
  return pages(`${root}/invitation-uses`, { path });
}

export interface InvitationDraft {
  readonly endsAt: string;
  readonly maxUses: number;
  readonly emailDomains: Array<string>;
}

/** @throws LecternApiError */
export function createInvitation(
  container: Container,
  body: InvitationDraft,
): Promise<Schemas.NewInvitation> {
  const { root, path } = placeOf(container);
  return send('post', `${root}/invitations`, { path, body });
}

/** @throws LecternApiError */
export function revokeInvitation(container: Container, invitationId: string) {
  const { root, path } = placeOf(container);
  return send('delete', `${root}/invitations/{invitationId}`, { path: { ...path, invitationId } });
}
