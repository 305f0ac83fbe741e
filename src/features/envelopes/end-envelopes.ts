import { longestLifeMs, type MadeOfTasks } from '../../core/revoke/revocations.ts';
import type { Revocable } from '../../core/revoke/url-tags.ts';

/** It has no epoch: its URLs are revoked once, with the contest. */
export const sealed = (id: string): Revocable => ({ kind: 'envelope', id, epoch: 0 });

/** An envelope ends with its contest; those that were replaced, for as long as a URL of them may live. */
export const envelopesOfContests: MadeOfTasks = {
  async endWithContests(trx, contestIds, nowMs) {
    const envelopes = await trx
      .selectFrom('envelopes')
      .select('id')
      .where('contestId', 'in', contestIds)
      .where((eb) => eb.or([eb('replacedAt', 'is', null), eb('replacedAt', '>', nowMs - longestLifeMs)]))
      .execute();
    return envelopes.map(({ id }) => sealed(id));
  },
};
