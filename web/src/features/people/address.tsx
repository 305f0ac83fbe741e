import { useTranslation } from 'react-i18next';

interface Addressed {
  readonly email: string | null;
  readonly unverifiedEmail: string | null;
}

/** The address of somebody, and whether it may be that of somebody else. */
export function Address({ email, unverifiedEmail }: Addressed) {
  const { t } = useTranslation();
  return unverifiedEmail === null ? email : t('address.unverified', { email: unverifiedEmail });
}
