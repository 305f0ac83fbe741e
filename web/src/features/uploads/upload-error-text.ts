import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/format/error-text.ts';
import { useFormat } from '../../lib/format/format.ts';
import { isApiError } from '../../lib/is-api-error.ts';
import { pdfFaults } from './pdf-faults.ts';

/** Why an upload failed, and what to do. */
export function useUploadErrorText(): (error: unknown) => string {
  const { t } = useTranslation('uploads');
  const { t: tShell } = useTranslation();
  const format = useFormat();
  return (error) => {
    if (isApiError(error, 'body-too-large')) {
      const { maxBytes } = error.facts;
      if (maxBytes !== undefined) return t('upload.tooLarge', { max: format.bytes(maxBytes) });
    }
    if (isApiError(error, 'not-a-pdf')) return t('upload.notAPdf');
    if (isApiError(error, 'pdf-unreadable') && error.facts.reason === 'pdf-cut-off') {
      return tShell('reasons.pdf-cut-off');
    }
    const fault = pdfFaults.find((code) => isApiError(error, code));
    if (fault) return t(`upload.fault.${fault}`);
    if (isApiError(error, 'file-unreadable')) return t('upload.unreadable');
    if (isApiError(error, 'network')) return t('upload.broken');
    const { title, detail } = errorText(error, tShell);
    return detail ? `${title} ${detail}` : title;
  };
}
