import type { Schemas } from 'lectern-client';

/** How much later a participant starts, and how much longer they have. */
export type TimeAllowance = Pick<Schemas.Participant, 'delaySeconds' | 'extraSeconds'>;

export const noAllowance: TimeAllowance = { delaySeconds: 0, extraSeconds: 0 };
