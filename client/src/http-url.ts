/** @throws TypeError that names the option, when its value is no http or https URL */
export function httpUrl(option: string, value: string): URL {
  if (/^\s*https?:/i.test(value) && URL.canParse(value)) return new URL(value);
  throw new TypeError(`"${option}" must be an http or https URL, as in https://lectern.example.org.`);
}
