const correctHost = 'Correct the host in DATABASE_URL, or fix DNS.';
const openNetwork = 'Correct host and port in DATABASE_URL, or allow the connection in the firewall.';
const otherService = 'Correct host and port in DATABASE_URL: another service may be listening there.';

/** What the operator can do, by SQLSTATE (PostgreSQL, appendix A), or by the code of Node or OpenSSL. */
const remedies: Readonly<Record<string, string>> = {
  '28P01': 'Correct the user or the password in DATABASE_URL.',
  '28000':
    'Allow this user to connect from this machine, with or without TLS as in DATABASE_URL (pg_hba.conf of the server).',
  '3D000': 'Create it (createdb), or correct its name in DATABASE_URL.',
  '42501': 'Make the user of DATABASE_URL the owner of the database.',
  '25006': 'Use the primary server in DATABASE_URL: this one is read-only.',
  '53300': 'Lower DATABASE_CONNECTIONS, or raise max_connections of the server.',
  '57P03': 'The server is starting. Try again in a moment.',
  ENOTFOUND: correctHost,
  EAI_AGAIN: correctHost,
  ECONNREFUSED: 'Start PostgreSQL, or correct host and port in DATABASE_URL.',
  ECONNRESET: otherService,
  ETIMEDOUT: openNetwork,
  EHOSTUNREACH: openNetwork,
  ENETUNREACH: openNetwork,
  CERT_HAS_EXPIRED: 'Renew the certificate of the server.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'Use a host name in DATABASE_URL that the certificate of the server contains.',
};

/** Errors of `pg` and OpenSSL, by the start of their message. */
const byWords: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /^The server does not support SSL/,
    'Turn on TLS in the server (ssl = on), or use sslmode=disable on a safe network.',
  ],
  [/^(Connection terminated|There was an error establishing an SSL)/, otherService],
  [/^timeout exceeded/, openNetwork],
];

/** Certificates from an unknown issuer (X509_verify_cert_error_string of OpenSSL, by Node's names). */
const unknownIssuer = /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+)$/;

/** What the operator can do about a PostgreSQL that cannot be used, in a sentence. */
export function postgresRemedy(error: unknown): string | undefined {
  const { code = '', message = '', path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'open')
    return `The certificate or key ${path} in DATABASE_URL cannot be read. Correct the path or its permissions.`;
  if (code === 'ENOENT') return 'Start PostgreSQL, or correct the folder of its socket in DATABASE_URL.';
  if (unknownIssuer.test(code)) {
    return 'The CA of the server is unknown. Add it: DATABASE_URL=postgres://…?sslmode=verify-full&sslrootcert=/path/to/ca.crt.';
  }
  return remedies[code] ?? byWords.find(([words]) => words.test(message))?.[1];
}
