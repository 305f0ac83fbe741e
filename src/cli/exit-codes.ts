/** Exit codes of `lectern`. */
export const exitCodes = {
  done: { code: 0, meaning: 'success; for a check: yes' },
  no: { code: 1, meaning: 'refused; for a check: no' },
  settings: { code: 2, meaning: 'the command line, a setting or the version of Node is wrong' },
  unavailable: {
    code: 3,
    meaning: 'a file, a disk, a port, the database or the storage cannot be used',
  },
  partly: { code: 4, meaning: 'partly done: some items failed' },
  defect: { code: 70, meaning: 'a bug in Lectern; report it with the stack trace' },
} as const satisfies Record<string, { code: number; meaning: string }>;

/** For `--help`. */
export const exitCodesInWords = Object.values(exitCodes)
  .map(({ code, meaning }) => `  ${String(code).padStart(2)}  ${meaning}`)
  .join('\n');
