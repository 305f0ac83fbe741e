import { read } from '../../lib/server/resource.ts';

export const groupQuery = (groupId: string) => read('/api/v1/groups/{groupId}', { path: { groupId } });
