const yearSeconds = 365 * 24 * 60 * 60;

/**
 * The header that keeps browsers on https from now on (RFC 6797), for a listener whose public address is https; none for
 * others, which must not send it (§7.2). Not for subdomains: those are not Lectern's.
 */
export function strictTransportOf(publicUrl: string): Readonly<Record<string, string>> {
  const isSecure = publicUrl.startsWith('https:');
  return isSecure ? { 'Strict-Transport-Security': `max-age=${yearSeconds}` } : {};
}
