import { ContestGroups } from './contest-groups.tsx';
import { ContestStaff } from './contest-staff.tsx';
import { Participants } from './participants.tsx';

/** Everybody who has to do with a contest. */
export function ContestPeople({ contestId }: { contestId: string }) {
  return (
    <>
      <Participants contestId={contestId} />
      <ContestGroups contestId={contestId} />
      <ContestStaff contestId={contestId} />
    </>
  );
}
