/**
 * The address of Lectern, without a trailing slash.
 * @throws TypeError that names the option, if its value is not an http or https URL, or has more than a host and a path
 */
export function baseUrlOf(option: string, value: string): string {
  if (!/^\s*https?:/i.test(value) || !URL.canParse(value)) {
    throw new TypeError(`"${option}" must be an http or https URL, as in https://lectern.example.org.`);
  }
  const { origin, pathname, href } = new URL(value);
  if (href === origin + pathname) return href.replace(/\/+$/, '');
  throw new TypeError(
    `"${option}" must have no query, fragment or password, as in https://lectern.example.org.`,
  );
}
