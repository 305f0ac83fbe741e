import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { isApiError } from '../../lib/is-api-error.ts';
import { Cancelled } from '../../lib/saving/cancelled.ts';
import { useQuestion } from '../../ui/question.tsx';

/** More names would make the question hard to read. */
const maxNames = 3;

type Tried = Schemas.TriedChange;

/** Puts a dry run into words; undefined if nothing changes at once. */
export function useAccessWords() {
  const { t, i18n } = useTranslation('schedule');
  const { dateTime } = useFormat();
  const listed = (items: Iterable<string>) => new Intl.ListFormat(i18n.language).format(items);

  function named({ count, names }: Pick<Schemas.LosesAccess, 'count' | 'names'>): ReadonlyArray<string> {
    // Names of people whom the user may not see are left out.
    if (names.length === 0) return [];
    const shown = names.slice(0, count > maxNames ? maxNames - 1 : maxNames);
    const others = count - shown.length;
    const more = others > 0 ? [t('access.others', { count: others })] : [];
    return [t('access.names', { list: listed([...shown, ...more]) })];
  }

  function inWords(kind: 'gains' | 'loses', access: Schemas.GainsAccess | Schemas.LosesAccess, what: string) {
    const { everyone, count, groups } = access;
    return [
      ...(everyone ? [t(`access.${kind}.everyone`, { what })] : []),
      ...(count > 0 ? [t(`access.${kind}.people`, { count, what }), ...named(access)] : []),
      ...(groups.length > 0 ? [t(`access.${kind}.groups`, { what, list: listed(groups) })] : []),
    ];
  }

  /**
   * @param title of the only task concerned
   * @param pdfs how many new PDFs are shown; nothing else changes then
   */
  return function wordsOf({ gainsAccess, losesAccess }: Tried, title: string | undefined, pdfs = 0) {
    const ofTasks = title === undefined ? t('access.tasks') : t('access.task', { title });
    const what = pdfs > 0 ? t('access.pdf', { count: pdfs }) : ofTasks;
    const gains = gainsAccess ? inWords('gains', gainsAccess, what) : [];
    const loses = losesAccess ? inWords('loses', losesAccess, what) : [];
    const { opensAt = null } = gainsAccess ?? {};
    const { reading = 0 } = losesAccess ?? {};
    const texts = [
      ...gains,
      ...(gains.length > 0 && opensAt !== null ? [t('access.later', { time: dateTime(opensAt) })] : []),
      ...loses,
      ...(reading > 0 ? [t('access.reading', { count: reading })] : []),
    ];
    if (texts.length === 0) return undefined;
    const kind = loses.length === 0 && reading === 0 ? 'gains' : gains.length === 0 ? 'loses' : 'both';
    const asked = pdfs > 0 ? 'shows' : kind;
    return {
      title: t(`access.${asked}.title`),
      text: texts.join(' '),
      verb: t(`access.${asked}.confirm`),
      isLoss: kind !== 'gains',
    };
  };
}

/** Asks before a change gives access at once or revokes it; render `dialog`. */
export function useAccessQuestion(): {
  /**
   * Makes a change after its dry run, and a question if access changes at once.
   * @param send sends the change with the given query
   * @param title of the only task concerned
   * @param pdfs how many new PDFs are shown; nothing else changes then
   * @throws Cancelled if the user cancels
   */
  readonly change: <Reply extends Tried>(
    send: (query: { readonly dryRun?: boolean }) => Promise<Reply>,
    title?: string,
    pdfs?: number,
  ) => Promise<Reply>;
  readonly dialog: ReactNode;
} {
  const { t } = useTranslation('schedule');
  const { ask, dialog } = useQuestion();
  const wordsOf = useAccessWords();
  return {
    async change(send, title, pdfs) {
      const question = await send({ dryRun: true }).then(
        (tried) => wordsOf(tried, title, pdfs),
        (error) => {
          // An urgent change must not wait until the server has time to count.
          if (!isApiError(error, 'rate-limited', 'overloaded')) throw error;
          const verb = t('access.unknown.confirm');
          return { title: t('access.unknown.title'), text: t('access.unknown.text'), verb, isLoss: true };
        },
      );
      if (question && !(await ask(question))) throw new Cancelled();
      return send({});
    },
    dialog,
  };
}

/** The dry runs of several requests as one. */
export function together(tries: ReadonlyArray<Tried>): Tried {
  const gains = tries.flatMap(({ gainsAccess }) => gainsAccess ?? []);
  const loses = tries.flatMap(({ losesAccess }) => losesAccess ?? []);
  const opensAt = gains.flatMap(({ opensAt }) => opensAt ?? []).sort()[0] ?? null;
  const reading = loses.reduce((sum, each) => sum + each.reading, 0);
  return { gainsAccess: { ...sum(gains), opensAt }, losesAccess: { ...sum(loses), reading } };
}

const sum = (all: ReadonlyArray<Schemas.GainsAccess | Schemas.LosesAccess>) => ({
  everyone: all.some(({ everyone }) => everyone),
  count: all.reduce((total, { count }) => total + count, 0),
  names: all.flatMap(({ names }) => names),
  groups: [...new Set(all.flatMap(({ groups }) => groups))],
});
