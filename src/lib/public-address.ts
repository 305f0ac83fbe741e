/**
 * The path prefix of a public address, without a trailing slash: `/lectern` for `https://judge.example/lectern`, empty without a path. A
 * proxy strips it; links for browsers include it.
 */
export const basePathOf = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/$/, '');
