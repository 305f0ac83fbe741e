import { LecternError } from '../../lib/errors.ts';
import { type Finding, failed } from '../../lib/findings.ts';
import type { Remedies } from '../../storage/storage.ts';
import { StorageUnavailable } from '../../storage/storage-unavailable.ts';
import type { CheckContext } from './check.ts';

/** Remedies if there was no reply, by code of Node (system errors, TLS, undici) or time limit. */
const unanswered: Remedies = {
  ECONNREFUSED: 'Nothing listens at this address. Start the service, or correct the address.',
  ECONNRESET: 'The connection was closed. Check the scheme (http or https) and firewalls.',
  ENOTFOUND: 'The host name does not exist. Correct the address, or fix DNS.',
  EAI_AGAIN: 'The host name cannot be resolved. Check the DNS settings of this machine.',
  EHOSTUNREACH: 'There is no route to this address. Check the network.',
  ENETUNREACH: 'There is no route to this address. Check the network.',
  ETIMEDOUT: 'Check whether the service hangs, or a firewall drops the packets.',
  UND_ERR_CONNECT_TIMEOUT: 'Check whether the service hangs, or a firewall drops the packets.',
  UND_ERR_SOCKET: 'The connection was closed. Check the scheme (http or https).',
  TimeoutError: 'Check whether the service hangs, or a firewall drops the packets.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Set NODE_EXTRA_CA_CERTS to a file with the certificate of the service.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Set NODE_EXTRA_CA_CERTS to a file with the certificate of your authority.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Configure the service to send its whole certificate chain.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'Set NODE_EXTRA_CA_CERTS to a file with the certificate of your authority.',
  CERT_HAS_EXPIRED: 'Renew the certificate of the service.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate is for another host name. Correct the certificate or the address.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'This address uses http, not https. Correct the scheme.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'This address uses http, not https. Correct the scheme.',
};

/** The finding for an error of a driver or a request. Omits messages of client libraries, which may quote a request. */
export function failureOf(
  error: unknown,
  { storage }: { readonly storage: Pick<CheckContext['storage'], 'remedies'> },
): Finding {
  const told = error instanceof StorageUnavailable ? error : undefined;
  const code = told?.seen ?? codeOf(error);
  const remedy = told?.remedy ?? remedyFor(storage.remedies, code);
  const words = error instanceof Error ? wordsOf(error) : String(error);
  return failed(code ?? words, remedy ?? 'Check the settings that "lectern config" shows.');
}

/** The code of an error or one of its causes: Node's, a client library's or Lectern's. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, name, cause } = error as Error & { readonly code?: unknown };
  if (error instanceof LecternError) return codeOf(cause) ?? (cause ? undefined : error.code);
  if (typeof code === 'string') return code;
  return name === 'TimeoutError' ? name : codeOf(cause);
}

/** Lectern's own messages; only the name of other errors. */
function wordsOf(error: Error): string {
  const { name, message, cause } = error;
  const words = error instanceof LecternError || name === 'Error' ? message : name;
  if (!(cause instanceof Error)) return words;
  const inner = wordsOf(cause);
  return words.includes(inner) ? words : `${words} (${inner})`;
}

/** How an operator can fix a code of the provider or of Node; undefined for an unknown code. */
export function remedyFor(answered: Remedies, code: string | undefined): string | undefined {
  return code === undefined ? undefined : (answered[code] ?? unanswered[code]);
}
