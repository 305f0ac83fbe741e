import { hash, randomBytes } from 'node:crypto';

/** A secret of 256 bits for a link, in base64url. */
export const newLinkToken = (): string => randomBytes(32).toString('base64url');

/** How the database stores the secret of a link, so that a copy of the database opens nothing: SHA-256, base64url. */
export const hashLinkToken = (token: string): string => hash('sha256', token, 'base64url');
