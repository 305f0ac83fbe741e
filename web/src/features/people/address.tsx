import { useTranslation } from 'react-i18next';

interface Addressed {
  readonly email: string | null;
  readonly unverifiedEmail: string | null;
}

/** A user's e-mail address, marked if unverified. */
export function Address({ email, unverifiedEmail }: Addressed) {
  const { t } = useTranslation();
  return unverifiedEmail === null ? email : t('address.unverified', { email: unverifiedEmail });
}
