import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { AskedId } from '../../api/batch-urls.ts';
import { referenceOf } from '../../api/plugins/external-ids.ts';
import { problems } from '../../api/problem-replies.ts';
import { ExternalId, GroundName, Id, Time, timeForm } from '../../api/schemas.ts';
import { costs } from '../../api/scopes/route-access.ts';
import { object, oneOf, orNull, shape } from '../../api/shapes.ts';
import { serializeDecision } from '../../core/decide/explain.ts';
import { refusalReasons } from '../../domain/access/refusals.ts';
import { type Clock, isoTime, parseIsoTime } from '../../lib/clock.ts';
import { checkRows, problemIn } from '../../lib/row-problems.ts';
import type { CompareDecisions, Disagreement, ShadowDecision } from './compare-decisions.ts';
import type { Disagreements } from './disagreements.ts';
import type { ShadowRefusal } from './tables.ts';

const maxItems = 1000;
/** Fits `maxItems` with the longest ids, every character escaped. */
const bodyBytes = 3 * 1024 * 1024;
const perReport = 100;

const Verdict = oneOf('ShadowVerdict', ['allowed', 'refused'], 'Whether the reader may read.');
const reasons: ReadonlyArray<ShadowRefusal> = [...refusalReasons, 'unknown'];

const ShadowDecisionShape = shape('ShadowDecision', {
  taskId: Id,
  reader: shape(
    'ShadowReader',
    { externalId: ExternalId },
    { description: 'A person of your platform. No account is created.' },
  ),
  allowed: Type.Boolean({ description: 'Whether your platform lets the reader read.' }),
  at: Type.Optional(Type.String({ ...timeForm, description: 'When your platform decided. Default: now.' })),
});

const ShadowDisagreement = shape('ShadowDisagreement', {
  row: Type.Integer({ minimum: 1, description: 'Number of the item, counted from 1.' }),
  taskId: AskedId,
  reader: object({ externalId: ExternalId }),
  at: Time,
  platform: Verdict,
  lectern: Verdict,
  reason: orNull(
    oneOf(
      'ShadowReason',
      reasons,
      'Why Lectern refuses. `unknown`: it does not know the task or the reader.',
    ),
  ),
  ground: orNull(GroundName),
  opensAt: orNull(Time),
  validUntil: orNull(Time),
});

export function shadowDecisionRoutes({
  clock,
  compare,
  disagreements,
}: {
  readonly clock: Clock;
  readonly compare: CompareDecisions;
  readonly disagreements: Pick<Disagreements, 'record' | 'keptDays'>;
}): ApiRoutes {
  return (server) => {
    server.post(
      '/shadow-decisions',
      {
        bodyLimit: bodyBytes,
        config: {
          access: 'program',
          // A key that can get URLs for any reader learns nothing new here.
          apiKey: 'grant',
          limitedKeys: true,
          cost: ({ body }) =>
            costs.report * Math.ceil((body as { items: Array<unknown> }).items.length / perReport),
        },
        schema: {
          operationId: 'compareDecisions',
          tags: ['platforms'],
          summary: `Compare up to ${maxItems} decisions of your platform with those of Lectern`,
          description:
            'Lectern decides by its own data, and issues no URLs. Disagreements are counted by key, reader, task and reason, and ' +
            `kept for ${disagreements.keptDays} days after the last one; \`lectern shadow report\` lists them.`,
          body: object({ items: Type.Array(ShadowDecisionShape, { minItems: 1, maxItems }) }),
          response: {
            200: shape('ShadowComparison', {
              agree: Type.Integer({ minimum: 0, description: 'Number of equal decisions.' }),
              disagreements: Type.Array(ShadowDisagreement, { maxItems }),
            }),
            ...problems(429, 503),
          },
        },
      },
      async (request) => {
        const { principal, body } = request;
        const { items } = body;
        const nowMs = clock.nowMs();
        checkRows(items, ({ at }) =>
          at === undefined ? undefined : problemIn('at', () => void parseIsoTime(at)),
        );
        const decisions = items.map(({ taskId, reader: { externalId }, allowed, at }) => ({
          taskId,
          externalId,
          allowed,
          atMs: at === undefined ? nowMs : parseIsoTime(at),
        }));
        const found = await compare(decisions, principal.limits);
        await disagreements.record(principal.id, found);
        return {
          agree: items.length - found.length,
          disagreements: found.map((each) => serialize(each, referenceOf(request, each.taskId))),
        };
      },
    );
  };
}

function serialize({ row, externalId, allowed, atMs, decision }: Disagreement, taskId: string) {
  const { allowed: isAllowed, ...why } = inFields(decision);
  return {
    row,
    taskId,
    reader: { externalId },
    at: isoTime(atMs),
    platform: verdictOf(allowed),
    lectern: verdictOf(isAllowed),
    ...why,
  };
}

const verdictOf = (allowed: boolean) => (allowed ? ('allowed' as const) : ('refused' as const));

function inFields(decision: ShadowDecision) {
  if (decision.allowed || decision.reason !== 'unknown') return serializeDecision(decision);
  return { ...decision, ground: null, opensAt: null, validUntil: null };
}
