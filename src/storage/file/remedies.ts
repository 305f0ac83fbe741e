import type { Remedies } from '../remedies.ts';

/** Codes of Lectern's own file server, and of Node for the folder. */
export const fileRemedies: Remedies = {
  'url-invalid':
    'The server there has other signing keys, or a proxy changes path or query: do LECTERN_DATA_DIR and LECTERN_FILES_URL belong to the same installation?',
  'url-expired': 'Do server and doctor have the same clock?',
  'object-not-found': 'The server there has another LECTERN_DATA_DIR than the doctor: use the same.',
  EACCES: 'Let the user who runs Lectern write to LECTERN_DATA_DIR.',
  ENOSPC: 'The disk is full: free some space.',
  ECONNREFUSED: 'Is "lectern serve" running, and does LECTERN_FILES_URL lead to it?',
};
