import { LecternApiError } from 'lectern-client';

export interface SavedCsv {
  /** How many rows the file was cut off at; undefined for a whole one. */
  readonly truncatedAt: number | undefined;
}

/** Longer than a browser takes to begin with it. */
const keptMs = 10_000;

/**
 * Saves a list of the API as a CSV file. A link would do as well, but could not say what went wrong, nor that
 * the list was cut off.
 * @throws LecternApiError
 */
export async function saveCsv(address: string, fileName: string): Promise<SavedCsv> {
  const reply = await fetch(address).catch((cause) => {
    throw new LecternApiError('network', 'The server could not be reached.', { cause });
  });
  if (!reply.ok) throw await errorOf(reply);
  const file = URL.createObjectURL(await reply.blob());
  const link = document.createElement('a');
  link.href = file;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(file), keptMs);
  const truncatedAt = reply.headers.get('x-lectern-truncated-at');
  return { truncatedAt: truncatedAt === null ? undefined : Number(truncatedAt) };
}

async function errorOf(reply: Response): Promise<LecternApiError> {
  const { status } = reply;
  const problem: Readonly<Record<string, unknown>> = await reply.json().catch(() => ({}));
  const { code: given, detail, ...facts } = problem;
  const code = typeof given === 'string' ? given : 'reply-unreadable';
  return new LecternApiError(code, String(detail ?? code), { status, facts });
}
