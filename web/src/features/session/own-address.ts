/**
 * Whether a path stays within the app: `//evil.example` does not.
 * @param origin the app's
 */
export function isOwnAddress(address: string, origin: string): boolean {
  return address.startsWith('/') && URL.parse(address, origin)?.origin === origin;
}
