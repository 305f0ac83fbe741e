export { LecternApiError } from '../client/src/lectern-error.ts';
export { type PlanOptions, planPaths } from './plan-paths.ts';
export type { PlannedProblem, PushPlan, ReadPath, RefusedProblem } from './plan-push.ts';
export { createPushApi, type PushApi, type PushApiSettings, sendToApi } from './push-api.ts';
export { type ProblemResult, type PushOptions, pushProblems } from './push-problems.ts';
export { describeResult, describeSummary, type PushSummary, summarize } from './push-report.ts';
