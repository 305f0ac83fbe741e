import { isSameText, nodeCryptography } from '../node-cryptography.ts';
import { decodeCanonical, encodeObjectKey } from '../percent-encoding.ts';
import { encodedText, readByForm, signedUrlForm } from '../signed-url-form.ts';
import type { UrlReader } from '../signer.ts';
import { invalidUrl } from '../verification.ts';
import { type AzureOptions, azureContainer } from './azure-signer.ts';
import { keyParameterNames, type SasContent } from './sas.ts';

const kinds = { r: 'download', c: 'upload', d: 'delete' } as const;
const optional = { optional: encodedText };
/** The parameters in the order of Azure's SDK. */
const form = signedUrlForm({
  sv: /^[\d-]+$/,
  spr: encodedText,
  se: /^\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\dZ$/,
  sip: { optional: /^[\d.]{7,15}$/ },
  skoid: optional,
  sktid: optional,
  skt: optional,
  ske: optional,
  sks: optional,
  skv: optional,
  sr: /^b$/,
  sp: /^[rcd]$/,
  rscc: optional,
  rscd: optional,
  rsce: optional,
  rscl: optional,
  rsct: optional,
  sig: encodedText,
});

/**
 * Parses URLs that `createAzureSigner` creates with the same options. `key-unknown`: signed with a user delegation key other than the
 * current one.
 */
export function createAzureUrlReader(options: AzureOptions): UrlReader {
  const { folder, currentKey, sasUrl } = azureContainer(nodeCryptography, options);
  return {
    readUrl(url) {
      const parts = readByForm(url, folder, form);
      if ('failure' in parts) return parts;
      const { path, parameters } = parts;
      const key = currentKey();
      const given = keyParameterNames.flatMap((name) => {
        const value = parameters[name];
        return value === undefined ? [] : `&${name}=${value}`;
      });
      if (given.join('') !== key.parameters) return invalidUrl('key-unknown');

      const objectKey = decodeCanonical(path, encodeObjectKey);
      const headers = readHeaders(parameters);
      if (objectKey === undefined || headers === undefined) return invalidUrl('encoding');
      const expiry = parameters.se.replaceAll('%3A', ':');
      const permissions = parameters.sp as SasContent['permissions'];
      const { sip: client } = parameters;
      const expected = sasUrl({ objectKey, permissions, expiry, client: client ?? '', ...headers }, key);
      if (!isSameText(`${expected}`, url)) return invalidUrl('signature');
      return {
        kind: kinds[permissions],
        objectKey,
        ...(client !== undefined && { client }),
        expiresAtMs: Date.parse(expiry),
      };
    },
  };
}

/** The headers that a URL sets; undefined if one is encoded differently than we encode it. */
function readHeaders({ rscc, rscd, rsce, rscl, rsct }: Readonly<Record<string, string | undefined>>) {
  const texts = [rscc, rscd, rsce, rscl, rsct].map((value) => decodeCanonical(value ?? ''));
  if (!texts.every((text) => text !== undefined)) return undefined;
  const [
    cacheControl = '',
    contentDisposition = '',
    contentEncoding = '',
    contentLanguage = '',
    contentType = '',
  ] = texts;
  const parameter = (name: string, value: string | undefined) =>
    value === undefined ? '' : `&${name}=${value}`;
  return {
    contentDisposition,
    headers: {
      values: { cacheControl, contentEncoding, contentLanguage, contentType, expires: '' },
      before: parameter('rscc', rscc),
      after: parameter('rsce', rsce) + parameter('rscl', rscl) + parameter('rsct', rsct),
    },
  };
}
