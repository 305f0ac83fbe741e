import { generateKeyPairSync } from 'node:crypto';

/** A private key for signers, made once in a process, because it takes some tenths of a second. */
export const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
