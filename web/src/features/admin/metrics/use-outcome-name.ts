import { useTranslation } from 'react-i18next';

const outcomes = [
  '2xx',
  '3xx',
  '4xx',
  '5xx',
  'ok',
  'partial',
  'not-modified',
  'aborted',
  'stored',
  'already-stored',
  'url-invalid',
  'url-expired',
  'url-revoked',
  'object-not-found',
  'method-not-allowed',
  'upload-size-mismatch',
  'upload-hash-mismatch',
  'upload-interrupted',
  'request-invalid',
  'range-not-satisfiable',
  'internal',
  'storage-unavailable',
  'requests',
  'event-loop',
] as const;

/** What is counted, in the reader's language; a code that this version does not know is shown as it is. */
export function useOutcomeName(): (code: string) => string {
  const { t } = useTranslation('admin');
  return (code) => {
    const known = outcomes.find((each) => each === code);
    return known ? t(`metrics.outcome.${known}`) : code;
  };
}
