/** What an operator can do about an error, by its code. */
export type Remedies = Readonly<Record<string, string>>;

/** Where there was no answer: codes of Node (system errors, TLS, undici) and of a time limit. */
const unanswered: Remedies = {
  ECONNREFUSED: 'Nothing listens at this address: start the service, or correct the address.',
  ECONNRESET: 'The connection is cut: is the scheme (http or https) right, and does a firewall object?',
  ENOTFOUND: 'No such host name: correct the address, or the DNS.',
  EAI_AGAIN: 'The host name cannot be looked up: check the DNS of this machine.',
  EHOSTUNREACH: 'There is no way to this address: check the network.',
  ENETUNREACH: 'There is no way to this address: check the network.',
  ETIMEDOUT: 'A firewall may drop the packets, or the service hangs.',
  UND_ERR_CONNECT_TIMEOUT: 'A firewall may drop the packets, or the service hangs.',
  UND_ERR_SOCKET: 'The connection is cut: is the scheme (http or https) right?',
  TimeoutError: 'The service hangs, or a firewall drops the packets.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Name the certificate of the service in NODE_EXTRA_CA_CERTS.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Name the certificate of your authority in NODE_EXTRA_CA_CERTS.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Let the service send its whole chain of certificates.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'Name the certificate of your authority in NODE_EXTRA_CA_CERTS.',
  CERT_HAS_EXPIRED: 'Renew the certificate of the service.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another host name: correct it, or the address.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The service speaks http at this address, not https.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'The service speaks http at this address, not https.',
};

/** What an operator can do about a code that a provider answered with, or that Node has; undefined: unknown. */
export function remedyFor(answered: Remedies, code: string | undefined): string | undefined {
  return code === undefined ? undefined : (answered[code] ?? unanswered[code]);
}
