import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { pickText } from '../../../lib/i18n/pick-text.ts';

interface ComparedProps {
  readonly version: Schemas.DocumentVersion;
  /** The version to compare with, if any. */
  readonly current: Schemas.DocumentVersion | undefined;
}

/** Size of a version, and its difference from the current one. */
export function VersionSize({ version, current }: ComparedProps) {
  const { t } = useTranslation('tasks');
  const { bytes } = useFormat();
  const more = current === undefined ? 0 : version.size - current.size;
  return (
    <>
      {bytes(version.size)}
      {more !== 0 && (
        <Difference>
          {t(more > 0 ? 'documents.larger' : 'documents.smaller', { amount: bytes(Math.abs(more)) })}
        </Difference>
      )}
      {current && current !== version && current.sha256 === version.sha256 && (
        <Difference>{t('documents.sameFile')}</Difference>
      )}
    </>
  );
}

/** Page count of a version, and its difference from the current one. */
export function VersionPages({ version: { pages }, current }: ComparedProps) {
  const { t } = useTranslation('tasks');
  const { number } = useFormat();
  if (pages === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('documents.pagesUnknown')}
      </Text>
    );
  }
  const more = typeof current?.pages === 'number' ? pages - current.pages : 0;
  return (
    <>
      {number(pages)}
      {more !== 0 && (
        <Difference>
          {t(more > 0 ? 'documents.morePages' : 'documents.fewerPages', { amount: number(Math.abs(more)) })}
        </Difference>
      )}
    </>
  );
}

/** The note that readers saw when this version replaced another. */
export function VersionReason({ reason }: Pick<Schemas.DocumentVersion, 'reason'>) {
  const { t, i18n } = useTranslation('tasks');
  const picked = pickText(reason, [i18n.language, 'en']);
  return picked ? <Difference>{t('documents.reason', { text: picked.text })}</Difference> : null;
}

function Difference({ children }: { children: string }) {
  return (
    <Text size="xs" c="dimmed">
      {children}
    </Text>
  );
}
