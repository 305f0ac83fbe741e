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
  'url-wrong-place',
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

/** Name of an outcome; codes that this version doesn't know are shown as they are. */
export function useOutcomeName(): (code: string) => string {
  const { t } = useTranslation('admin');
  return (code) => {
    const known = outcomes.find((each) => each === code);
    return known ? t(`metrics.outcome.${known}`) : code;
  };
}
