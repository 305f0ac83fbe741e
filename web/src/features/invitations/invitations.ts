import type { Schemas } from 'lectern-client';
import { type Container, containerPath } from '../../lib/server/container.ts';
import { pages, send } from '../../lib/server/resource.ts';

export function invitationPages(container: Container) {
  const { root, path } = containerPath(container);
  return pages(`${root}/invitations`, { path });
}

export function invitationUsePages(container: Container) {
  const { root, path } = containerPath(container);
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
  const { root, path } = containerPath(container);
  return send('post', `${root}/invitations`, { path, body });
}

/** @throws LecternApiError */
export function revokeInvitation(container: Container, invitationId: string) {
  const { root, path } = containerPath(container);
  return send('delete', `${root}/invitations/{invitationId}`, { path: { ...path, invitationId } });
}
