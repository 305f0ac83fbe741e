/** What `lectern` ends with. */
export const exitCodes = {
  done: { code: 0, meaning: 'done; of a check, the answer is yes' },
  no: { code: 1, meaning: 'the answer is no, or what was asked for is refused' },
  settings: { code: 2, meaning: 'the command line, a setting or the version of Node is wrong' },
  unavailable: {
    code: 3,
    meaning: 'a file, a disk, a port, the database or the storage cannot be used',
  },
  partly: { code: 4, meaning: 'of several things some failed, and the others are done' },
  defect: { code: 70, meaning: 'a defect of Lectern; report it with its stack trace' },
} as const satisfies Record<string, { code: number; meaning: string }>;

/** For `--help`. */
export const exitCodesInWords = Object.values(exitCodes)
  .map(({ code, meaning }) => `  ${String(code).padStart(2)}  ${meaning}`)
  .join('\n');
