import { Button, Group } from '@mantine/core';
import type { FactsOf, OpenDocument, Schemas } from 'lectern-client';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pickText } from '../../../lib/i18n/pick-text.ts';
import { client } from '../../../lib/server/client.ts';
import { IconRefresh } from '../../../ui/page-icons.ts';
import { LazyComparison } from '../comparison/lazy-comparison.ts';
import type { Pages } from '../pdf/pages.ts';
import { readWhole } from './file-bytes.ts';
import { Notice } from './notice.tsx';
import classes from './reader.module.css';
import type { Reading } from './reading.ts';

interface UpdatedNoticeProps {
  readonly document: OpenDocument;
  readonly reading: Reading | undefined;
  /** Facts of the error `document-changed`. */
  readonly change: FactsOf<'document-changed'>;
  /** Loads the new version. */
  readonly action: ReactNode;
}

interface Change {
  readonly versionId: string | undefined;
  readonly reason: Schemas.ChangeReason | null;
}

/** Tells readers that there is a new version, why, and what has changed. */
export function UpdatedNotice({ document, reading, change, action }: UpdatedNoticeProps) {
  const { t, i18n } = useTranslation('reader');
  const [isComparing, setIsComparing] = useState(false);
  const changes = useChanges(change);
  const reasons = changes.flatMap(
    ({ reason }) => pickText(reason, [i18n.language, document.language, 'en']) ?? [],
  );
  return (
    <Notice icon={<IconRefresh />} color="indigo">
      {t('notice.updated')}
      {reasons.map(({ language, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: their order never changes
        <div key={at} lang={language} className={classes.reason}>
          {text}
        </div>
      ))}
      <Group gap="xs" mt="xs">
        {action}
        {reading && (
          <Button size="xs" variant="subtle" onClick={() => setIsComparing(true)}>
            {t('notice.compare')}
          </Button>
        )}
      </Group>
      {isComparing && reading && (
        <Suspense>
          <LazyComparison
            id={`${document.versionId} ${change.versionId}`}
            before={{ name: t('comparison.onScreen'), open: reading.pages }}
            after={{ name: t('comparison.newVersion'), open: () => openNew(document) }}
            language={document.language}
            onClose={() => setIsComparing(false)}
          />
        </Suspense>
      )}
    </Notice>
  );
}

/** All changes since this version was opened, because the reader has seen none of them. */
function useChanges({ versionId, reason = null }: FactsOf<'document-changed'>): ReadonlyArray<Change> {
  const [known, setKnown] = useState<ReadonlyArray<Change>>([]);
  if (known.some((each) => each.versionId === versionId)) return known;
  const all = [...known, { versionId, reason }];
  setKnown(all);
  return all;
}

/** Reading it counts and is recorded as an opening. */
async function openNew({ taskId, language }: OpenDocument): Promise<Pages> {
  const [{ openPages }, newer] = await Promise.all([
    import('../pdf/pages.ts'),
    client.openDocument(taskId, { language }),
  ]);
  return openPages(await readWhole(newer, () => {}, new AbortController().signal));
}
