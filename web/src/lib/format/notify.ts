import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { errorText } from './error-text.ts';

/** Says in a corner that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green', closeButtonProps: closeButton() });
}

/** Says in a corner what could not be done. */
export function notifyError(error: unknown): void {
  const { title, detail } = errorText(error, i18next.t);
  notifications.show({
    title,
    message: detail ?? '',
    color: 'red',
    autoClose: 10_000,
    closeButtonProps: closeButton(),
  });
}

/** It shows a cross, so it needs a name. */
const closeButton = () => ({ 'aria-label': i18next.t('action.close') });
