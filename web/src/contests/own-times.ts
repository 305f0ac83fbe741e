import type { Participant } from 'lectern-client';

/** The own times of a participant. */
export type OwnTimes = Pick<Participant, 'delaySeconds' | 'extraSeconds'>;

export const onTime: OwnTimes = { delaySeconds: 0, extraSeconds: 0 };
