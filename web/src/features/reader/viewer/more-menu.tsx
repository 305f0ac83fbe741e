import { Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OpenDocument } from 'lectern-client';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { isEmbedded } from '../../../lib/embedding.ts';
import { useFormat } from '../../../lib/format/format.ts';
import { meQuery } from '../../../lib/server/session.ts';
import { IconBook, IconUserCircle } from '../../../ui/icons.ts';
import { IconDots, IconSettings } from '../../../ui/page-icons.ts';
import { ToolMenu } from '../../../ui/tool-menu.tsx';
import { LazyFileItems } from '../files/lazy-files.ts';
import { LanguageItems } from './language-items.tsx';
import { usePercent } from './percent.ts';
import { type ActionName, actionNames, readerActions, type ToolsProps } from './reader-actions.ts';
import { FitItems } from './zoom-menu.tsx';

/** Rare actions, facts, and what doesn't fit into the bar. */
export function MoreMenu({ document, state, reading, commands, isNarrow }: ToolsProps) {
  const { t } = useTranslation('reader');
  const percent = usePercent();
  const places: ReadonlyArray<string> = isNarrow ? ['menu', 'wide'] : ['menu'];
  return (
    <ToolMenu label={t('toolbar.more')} icon={<IconDots size={20} />} width={240}>
      {actionNames
        .filter((name) => places.includes(readerActions[name].place))
        .map((name) => (
          <ActionItem key={name} name={name} command={commands[name]} hasKeyboard={!isNarrow} />
        ))}
      {isNarrow && (
        <>
          <Menu.Divider />
          <Menu.Label>{t('toolbar.zoom', { percent: percent(state.percent) })}</Menu.Label>
          <FitItems state={state} reading={reading} />
          {document.attachments && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('files.label')}</Menu.Label>
              <Suspense>
                <LazyFileItems taskId={document.taskId} />
              </Suspense>
            </>
          )}
          {document.documents.length > 1 && (
            <>
              <Menu.Divider />
              <Menu.Label>{t('toolbar.language')}</Menu.Label>
              <LanguageItems document={document} />
            </>
          )}
        </>
      )}
      <Menu.Divider />
      <PageLinks document={document} />
      {useFacts(document).map((fact) => (
        <Menu.Label key={fact}>{fact}</Menu.Label>
      ))}
    </ToolMenu>
  );
}

const iconSize = { size: 16, 'aria-hidden': true } as const;

interface ActionItemProps {
  readonly name: ActionName;
  readonly command: ToolsProps['commands'][ActionName];
  readonly hasKeyboard: boolean;
}

function ActionItem({ name, command, hasKeyboard }: ActionItemProps) {
  const { t } = useTranslation('reader');
  const { icon: Icon, keys } = readerActions[name];
  return (
    <Menu.Item
      leftSection={<Icon {...iconSize} />}
      rightSection={
        hasKeyboard && (
          <Text size="xs" c="dimmed" aria-hidden>
            {keys[0]}
          </Text>
        )
      }
      // People zoom several times.
      closeMenuOnClick={!name.startsWith('zoom')}
      disabled={command.isDisabled ?? false}
      onClick={command.run}
    >
      {t(`toolbar.${name}`)}
    </Menu.Item>
  );
}

/** The task's settings for its staff and, where the header has no room for them, home and account. */
function PageLinks({ document: { taskId, access } }: { document: OpenDocument }) {
  const { t } = useTranslation(['reader', 'shell']);
  const role = useQuery(meQuery).data?.role;
  if (isEmbedded) return null;
  return (
    <>
      {role !== 'student' && (access.ground === 'task-staff' || access.ground === 'admin') && (
        <Menu.Item
          component={Link}
          to="/manage/tasks/$taskId"
          params={{ taskId } as never}
          leftSection={<IconSettings {...iconSize} />}
        >
          {t('heading.manage')}
        </Menu.Item>
      )}
      {matchMedia('(width < 75em)').matches && (
        <>
          <Menu.Item component={Link} to="/" leftSection={<IconBook {...iconSize} />}>
            {t('shell:navigation.home')}
          </Menu.Item>
          <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle {...iconSize} />}>
            {t('shell:account.title')}
          </Menu.Item>
        </>
      )}
    </>
  );
}

/** When it closes, when it was changed, its size, and why the reader has access. */
function useFacts({ documents, language, size, access }: OpenDocument): ReadonlyArray<string> {
  const { t } = useTranslation(['reader', 'shell']);
  const format = useFormat();
  const updatedAt = documents.find((each) => each.language === language)?.updatedAt;
  return [
    ...(access.validUntil === null
      ? []
      : [t('heading.openUntil', { time: format.dateTime(access.validUntil) })]),
    ...(updatedAt ? [t('heading.updated', { time: format.dateTime(updatedAt) })] : []),
    format.bytes(size),
    t(`shell:ground.${access.ground}`),
  ];
}
