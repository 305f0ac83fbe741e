import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { IconLanguage } from '../../../ui/page-icons.ts';
import { ToolMenu } from '../../../ui/tool-menu.tsx';
import { LazyFilesMenu } from '../files/lazy-files.ts';
import { LanguageItems } from './language-items.tsx';
import { MoreMenu } from './more-menu.tsx';
import { PageField } from './page-field.tsx';
import classes from './reader.module.css';
import { type ActionName, readerActions, type ToolsProps } from './reader-actions.ts';
import { ToolButton } from './tool-button.tsx';
import { ZoomMenu } from './zoom-menu.tsx';

export function Toolbar(props: ToolsProps) {
  const { document, state, reading, commands, isNarrow } = props;
  const { t } = useTranslation('reader');
  const tool = (name: ActionName) => {
    const { run, ...others } = commands[name];
    const { icon, keys } = readerActions[name];
    return (
      <ToolButton label={t(`toolbar.${name}`)} shortcut={keys[0]} {...{ icon, ...others }} onClick={run} />
    );
  };
  return (
    <section className={classes.bar} aria-label={t('toolbar.label')}>
      {!isNarrow && tool('panel')}
      <PageField page={state.page} pages={state.pages} onGo={(number) => reading?.goToPage(number)} />
      {!isNarrow && (
        <>
          {tool('zoomOut')}
          <ZoomMenu state={state} reading={reading} />
          {tool('zoomIn')}
          {document.attachments && (
            <Suspense>
              <LazyFilesMenu taskId={document.taskId} />
            </Suspense>
          )}
          {document.documents.length > 1 && (
            <ToolMenu label={t('toolbar.language')} icon={<IconLanguage size={20} />} width={200}>
              <LanguageItems document={document} />
            </ToolMenu>
          )}
        </>
      )}
      {tool('find')}
      {!isNarrow && tool('download')}
      <MoreMenu {...props} />
    </section>
  );
}
