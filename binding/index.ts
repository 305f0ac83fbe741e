export { bindBooklet } from './bind-booklet.ts';
export type { BookletPlan, BoundStatement, MergeProblem, PlannedStatement } from './binding-plan.ts';
export { a4, embedFonts, linesOf } from './lettering.ts';
export type { Binding, Bound } from './new-document.ts';
