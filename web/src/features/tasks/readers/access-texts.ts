import type { TFunction } from 'i18next';
import type { Schemas } from 'lectern-client';
import type { Format } from '../../../lib/format/format.ts';
import { groundText } from '../../issued/ground-text.ts';

type Ground = Schemas.AccessExplanation['grounds'][number];
type Window = Pick<Ground, 'opensAt' | 'closesAt' | 'state'>;

/** Describes a decision and its grounds in the app's language. */
export function createAccessTexts(
  t: TFunction<['tasks', 'shell']>,
  format: Format,
  usages: ReadonlyArray<Schemas.TaskUsage>,
) {
  const when = (time: string) => format.exactDateTime(time);

  const reasonOf = ({ kind, through }: Pick<Ground, 'kind' | 'through'>) =>
    groundText(kind, usages.find(({ id }) => id === through)?.name);

  function ground(found: Pick<Ground, 'kind' | 'through'>): string {
    const reason = reasonOf(found);
    return reason.charAt(0).toLocaleUpperCase() + reason.slice(1);
  }

  function window({ opensAt, closesAt, state }: Window): string {
    const opens = when(opensAt);
    if (state === 'upcoming') {
      return closesAt === null
        ? t('access.window.opens', { opens })
        : t('access.window.opensUntil', { opens, closes: when(closesAt) });
    }
    if (state === 'closed') {
      const closes = when(closesAt ?? opensAt);
      const isNever = closesAt !== null && Date.parse(closesAt) < Date.parse(opensAt) + 1000;
      return t(isNever ? 'access.window.never' : 'access.window.closed', { closes });
    }
    // Grounds that always apply start at the Unix epoch.
    const isAlways = Date.parse(opensAt) === 0;
    if (closesAt === null) return isAlways ? t('access.window.always') : t('access.window.open', { opens });
    return t('access.window.openUntil', { opens, closes: when(closesAt) });
  }

  function decision({
    email,
    at,
    decision: { reason, opensAt },
    canGetUrl,
  }: Schemas.AccessExplanation): string {
    const facts = { email, at: when(at) };
    if (reason !== null)
      return t(`shell:refusals.${reason}.decision`, { ...facts, opens: opensAt && when(opensAt) });
    return t(canGetUrl ? 'access.canRead' : 'access.noUrl', facts);
  }

  function why({
    decision: { reason: refusal, ground: kind, validUntil },
    canGetUrl,
    grounds,
  }: Schemas.AccessExplanation): string {
    if (refusal !== null) return t(`shell:refusals.${refusal}.why`);
    if (!canGetUrl) return t('access.why.noUrl');
    const deciding = grounds.find((each) => each.kind === kind && each.state === 'open');
    const reason = deciding ? reasonOf(deciding) : groundText(kind ?? 'task-staff');
    return validUntil === null
      ? t('access.why.allowed', { reason })
      : t('access.why.allowedUntil', { reason, until: when(validUntil) });
  }

  return { ground, window, decision, why };
}
