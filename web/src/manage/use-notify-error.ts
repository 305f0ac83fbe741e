import { useTranslation } from 'react-i18next';
import { notifyError } from '../shell/notify.ts';

/** Says in a corner what could not be done; errors have their words in the namespace of the shell. */
export function useNotifyError(): (error: unknown) => void {
  const { t } = useTranslation();
  return (error) => notifyError(error, t);
}
