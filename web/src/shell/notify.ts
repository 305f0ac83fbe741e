import { notifications } from '@mantine/notifications';
import type { TFunction } from 'i18next';
import { errorText } from './error-text.ts';

/** Says in a corner that something was done. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green' });
}

/** Says in a corner what could not be done. */
export function notifyError(error: unknown, t: TFunction): void {
  const { title, detail } = errorText(error, t);
  notifications.show({ title, message: detail ?? '', color: 'red', autoClose: 10_000 });
}
