import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../../../lib/format/duration.ts';
import { useFormat } from '../../../lib/format/format.ts';

export type Finding = Schemas.Preflight['findings'][number];

/** Codes that need no action. All others have advice. */
const withoutAdvice = [
  'document-opens',
  'opens-on-time',
  'never-closes',
  'window-suffices',
  'envelope-sealed',
  'booklet-ready',
  'place-fits',
] as const;
type QuietCode = (typeof withoutAdvice)[number];

const isQuiet = (code: Finding['code']): code is QuietCode => withoutAdvice.includes(code as QuietCode);

/** Text and advice for a finding, in the app's language. */
export function useFindingText(): (finding: Pick<Finding, 'code' | 'facts' | 'language'>) => {
  text: string;
  advice: string | null;
} {
  const { t, i18n } = useTranslation(['tasks', 'shell']);
  const { bytes, exactDateTime, language: nameOf } = useFormat();
  const duration = useDuration();

  function people({ people: all = 0, emails = [] }: Finding['facts']): string {
    const count = all - emails.length;
    const rest = count > 0 ? [t(emails.length > 0 ? 'preflight.more' : 'preflight.people', { count })] : [];
    return new Intl.ListFormat(i18n.language).format([...emails, ...rest]);
  }

  return ({ code, facts, language }) => {
    const said = {
      count: facts.pages ?? facts.people ?? 0,
      stored: bytes(facts.storedBytes ?? 0),
      announced: bytes(facts.announcedBytes ?? 0),
      language: language === null ? '' : nameOf(language),
      time: facts.opensAt === undefined ? '' : exactDateTime(facts.opensAt),
      people: people(facts),
      address: facts.address ?? '',
      length: duration(facts.openSeconds ?? 0),
      life: duration(facts.urlSeconds ?? 0),
    };
    const found = t(`preflight.found.${code}`, said);
    const refusal =
      facts.reason === undefined ? [] : [t(`shell:refusals.${facts.reason}.preview`, { opens: said.time })];
    return {
      text: [found, ...refusal].join(' '),
      advice: isQuiet(code) ? null : t(`preflight.advice.${code}`, said),
    };
  };
}
