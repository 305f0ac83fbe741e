import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';

/** Links through which people join a group or a contest. */
export const invitations: Feature = {
  name: 'invitations',
  profile: 'course',
  storage: { schema: { tables } },
  async open(host) {
    const { createInvitations } = await import('./invitations.ts');
    const { containerInvitationRoutes, joinRoute } = await import('./invitation-routes.ts');
    const parts = { ...host, invitations: createInvitations(host) };
    const kinds = ['group', 'contest'] as const;
    return {
      http: { routes: [...kinds.map((kind) => containerInvitationRoutes(parts, kind)), joinRoute(parts)] },
    };
  },
};
