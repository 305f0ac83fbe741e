/**
 * Whether an address leads to a page of the app: `//evil.example` does not.
 * @param origin that of the app
 */
export function isOwnAddress(address: string, origin: string): boolean {
  return address.startsWith('/') && URL.parse(address, origin)?.origin === origin;
}
