import { useTranslation } from 'react-i18next';

interface Addressed {
  readonly email: string | null;
  readonly unverifiedEmail: string | null;
  readonly externalId: string | null;
}

/** A user's e-mail address, marked if unverified; without one, the external id. */
export function Address({ email, unverifiedEmail, externalId }: Addressed) {
  const { t } = useTranslation();
  if (unverifiedEmail !== null) return t('address.unverified', { email: unverifiedEmail });
  return email ?? (externalId === null ? null : t('address.external', { externalId }));
}
