declare module '../../database/schema.ts' {
  interface Tables {
    invitations: InvitationTable;
    invitationUses: InvitationUseTable;
  }
}

/** A link through which people join a group or a contest; one of the two ids is null. Times are Unix milliseconds. */
export interface InvitationTable {
  id: string;
  groupId: string | null;
  contestId: string | null;
  /** SHA-256 of the token, base64url. */
  tokenHash: string;
  /** Null once the account was deleted. */
  createdBy: string | null;
  createdAt: number;
  endsAt: number;
  maxUses: number;
  /** Also counts people whose accounts were deleted. */
  uses: number;
  /** In lower case, separated by spaces; empty: any address, or none. */
  emailDomains: string;
  revokedAt: number | null;
}

/** Who joined, once for each person and invitation. */
interface InvitationUseTable {
  invitationId: string;
  userId: string;
  at: number;
}
