import { type ExtraAccess, longestLifeMs } from '../../revocation/revocations.ts';
import type { Revocable } from '../../revocation/url-tags.ts';

/** Always epoch 0: its URLs are revoked only once, with the contest. */
export const sealed = (id: string): Revocable => ({ kind: 'envelope', id, epoch: 0 });

/** Envelopes end with their contest, including replaced ones whose URLs may still be valid. */
export const envelopesOfContests: ExtraAccess = {
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
