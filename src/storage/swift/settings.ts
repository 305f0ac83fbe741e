import { required, type SettingsOf, secret, url } from '../variables.ts';

type TempUrlKeys = readonly [string, ...ReadonlyArray<string>];

function tempUrlKeys(text: string): TempUrlKeys {
  const [first = '', ...others] = text.split(',').map((key) => key.trim());
  if (others.length > 1 || [first, ...others].includes('')) throw new Error('one key, or two with a comma');
  return [first, ...others];
}

export const swiftVariables = {
  /** The auth service (TempAuth, v1), or the account. */
  url: required('SWIFT_URL', 'address of the service, without a path', url),
  container: required('SWIFT_CONTAINER', 'container of the PDFs'),
  user: required('SWIFT_USER', 'user, as account:user'),
  key: secret(required('SWIFT_KEY', 'key of the user')),
  /** The first signs; the account may hold a second one while keys rotate. */
  tempUrlKeys: secret(
    required(
      'SWIFT_TEMPURL_KEY',
      'TempURL key of the account; while keys rotate two with a comma, of which the first signs',
      tempUrlKeys,
    ),
  ),
};

export type SwiftSettings = SettingsOf<typeof swiftVariables>;
