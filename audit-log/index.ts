export { type ExportedEntry, exported, subjectsIn } from './exported-log.ts';
export { commit, createTagReader, formatLeaf, isRevocation, tagOf, tagsIn } from './leaf.ts';
export { LogUnreadable } from './log-unreadable.ts';
export {
  continues,
  createMerkleTree,
  edgeOf,
  hashBytes,
  hashLeaf,
  type MerkleTree,
  splitHashes,
  type TilePlace,
  tilePath,
  tilesOf,
} from './merkle-tree.ts';
export { type LoggedRow, type LoggedTableName, type LogRecord, type Subject, subjectsOf } from './record.ts';
export {
  type Checkpoint,
  formatCheckpoint,
  formatVerifierKey,
  parseCheckpoint,
  parseNotes,
  parseVerifierKey,
  signNote,
} from './signed-note.ts';
export { type VerifyReport, verifyLog } from './verify-log.ts';
