/**
 * What stands before every path of a public address, without a trailing slash: `/lectern` of
 * `https://judge.example/lectern`, and empty for an address without a path. A proxy takes it off; what leads browsers to
 * Lectern has it.
 */
export const basePathOf = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/$/, '');
