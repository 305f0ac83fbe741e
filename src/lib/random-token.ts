import { hash, randomBytes } from 'node:crypto';

/** A secret of 256 bits, in base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** How the database stores a token or a key, so that a copy of the database opens nothing: SHA-256, base64url. */
export const hashToken = (token: string): string => hash('sha256', token, 'base64url');
