import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shell/format.ts';
import { useDuration } from './duration.ts';
import type { Finding } from './preflight-query.ts';

/** Codes that call for something to be done, with words for it. */
const withAdvice = new Set([
  'no-tasks',
  'no-participants',
  'no-document',
  'file-missing',
  'size-differs',
  'hash-differs',
  'not-a-pdf',
  'pdf-unreadable',
  'pdf-empty',
  'pdf-not-examined',
  'pdf-password',
  'pdf-encrypted',
  'pdf-scripts',
  'pdf-launch',
  'pdf-sends-data',
  'pdf-auto-link',
  'pdf-other-files',
  'pdf-attachments',
  'pdf-xfa',
  'pdf-polyglot',
  'language-missing',
  'opens-early',
  'opens-late',
  'window-short',
] as const);
type AdviceCode = typeof withAdvice extends Set<infer Code> ? Code : never;

/** What a finding says and asks for, in the language of the app. */
export function useFindingText(): (finding: Pick<Finding, 'code' | 'facts' | 'language'>) => {
  text: string;
  advice: string | null;
} {
  const { t, i18n } = useTranslation('contests');
  const { bytes, exactDateTime, language: nameOf } = useFormat();
  const duration = useDuration();

  function people({ people: all = 0, emails = [] }: Finding['facts']): string {
    const count = all - emails.length;
    const rest = count > 0 ? [t('preflight.more', { count })] : [];
    return new Intl.ListFormat(i18n.language).format([...emails, ...rest]);
  }

  return ({ code, facts, language }) => {
    const text = t(`preflight.found.${code}`, {
      count: facts.pages ?? facts.people ?? 0,
      stored: bytes(facts.storedBytes ?? 0),
      announced: bytes(facts.announcedBytes ?? 0),
      language: language === null ? '' : nameOf(language),
      time: facts.opensAt === undefined ? '' : exactDateTime(facts.opensAt),
      people: people(facts),
      length: duration(facts.openSeconds ?? 0),
      life: duration(facts.urlSeconds ?? 0),
    });
    const advice = withAdvice.has(code as AdviceCode) ? t(`preflight.advice.${code as AdviceCode}`) : null;
    return { text, advice };
  };
}
