import { Type } from 'typebox';
import { type ApiRoutes, tagged } from '../../api/api-routes.ts';
import { lookUpLimit } from '../../api/find-accounts.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../../api/page.ts';
import { problems } from '../../api/problem-replies.ts';
import { Empty, Id, Person, Time, timeForm } from '../../api/schemas.ts';
import { object, oneOf, orNull, shape } from '../../api/shapes.ts';
import type { Core } from '../../core/open-core.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import {
  type Container,
  domainsOf,
  type Invitations,
  invitationStates,
  maxDays,
  maxDomains,
  maxUses,
  stateOf,
} from './invitations.ts';

type Parts = Pick<Core, 'clock'> & { readonly invitations: Invitations };

const EmailDomains = Type.Array(
  Type.String({ maxLength: 253, pattern: '^[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$' }),
  {
    maxItems: maxDomains,
    description:
      'Domains of verified e-mail addresses, such as `example.org`; subdomains are others. Empty: anyone may join.',
  },
);
const limits = {
  endsAt: Type.String({ ...timeForm, description: `When the link ends, at most ${maxDays} days from now.` }),
  maxUses: Type.Integer({ minimum: 1, maximum: maxUses, description: 'How many people may join.' }),
};
const Invitation = shape('Invitation', {
  invitationId: Id,
  ...limits,
  emailDomains: EmailDomains,
  uses: Type.Integer({ minimum: 0, description: 'How many people have joined.' }),
  state: oneOf('InvitationState', invitationStates, 'open: people can join.'),
  createdAt: Time,
  revokedAt: orNull(Time),
});
const NewInvitation = shape('NewInvitation', {
  ...Invitation.properties,
  url: Type.String({
    format: 'uri',
    description: 'The link, also for a QR code. Shown only once; create another one if it is lost.',
  }),
});
const InvitationDraft = shape('InvitationDraft', {
  ...limits,
  emailDomains: Type.Optional(EmailDomains),
});
const InvitationUse = shape('InvitationUse', {
  ...Person.properties,
  invitationId: Id,
  joinedAt: Time,
});
const Joined = shape('Joined', {
  kind: oneOf('JoinedKind', ['group', 'contest'], 'What the invitation is to.'),
  id: Type.String({ description: 'Id of the group or contest.' }),
  name: Type.String(),
  alreadyThere: Type.Boolean({ description: 'Whether you were in it already; then nothing has changed.' }),
});
const params = object({ invitationId: Id });

const containers = {
  group: { root: '/groups/:groupId', prefix: 'Group', role: 'members' },
  contest: { root: '/contests/:contestId', prefix: 'Contest', role: 'participants' },
} as const;

/** The invitations of a group or contest, for its staff. */
export function containerInvitationRoutes({ invitations, clock }: Parts, kind: Container['kind']): ApiRoutes {
  const { root, prefix, role } = containers[kind];
  const access = kind === 'group' ? ({ group: 'staff' } as const) : ({ contest: 'staff' } as const);
  const containerOf = (request: object): Container => {
    const { id } = (request as Record<Container['kind'], { readonly id: string }>)[kind];
    return { kind, id };
  };
  const toReply = <Row extends Awaited<ReturnType<Invitations['list']>>[number]>({
    emailDomains,
    ...row
  }: Row) => ({
    ...row,
    emailDomains: domainsOf(emailDomains),
    state: stateOf(row, clock.nowMs()),
    ...{ createdAt: isoTime(row.createdAt), endsAt: isoTime(row.endsAt) },
    revokedAt: isoTimeOrNull(row.revokedAt),
  });
  return (server) => {
    server.get(
      `${root}/invitations`,
      {
        config: { access, cost: 'page' },
        schema: {
          operationId: `list${prefix}Invitations`,
          summary: `List the invitations to a ${kind}, newest first`,
          description: 'For its staff. The links themselves are shown only when they are created.',
          querystring: PageQuery,
          response: { 200: pageOf(Invitation) },
        },
      },
      async (request) => {
        const page = await readPage(
          request.query,
          (window) => invitations.list(containerOf(request), window),
          'invitationId',
        );
        return mapPage(page, toReply);
      },
    );
    server.post(
      `${root}/invitations`,
      {
        config: { access, givesLastingAccess: true, cost: 'creation' },
        schema: {
          operationId: `create${prefix}Invitation`,
          summary: `Create a link through which people join a ${kind}`,
          description: `For its staff. Everyone with an account and the link can join as one of the ${role}, each once.`,
          body: InvitationDraft,
          response: { 201: NewInvitation },
        },
      },
      async (request, reply) => {
        const { body, principal } = request;
        const draft = { emailDomains: [], ...body, endsAt: Date.parse(body.endsAt) };
        const { url, ...created } = await invitations.create(containerOf(request), draft, principal.id);
        return reply.code(201).send({ ...toReply(created), url });
      },
    );
    server.delete(
      `${root}/invitations/:invitationId`,
      {
        config: { access, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: `revoke${prefix}Invitation`,
          summary: `Revoke an invitation to a ${kind}`,
          description: 'For its staff. The link ends at once; people who have joined stay.',
          params,
          response: { 204: Empty },
        },
      },
      async (request, reply) => {
        await invitations.revoke(containerOf(request), request.params.invitationId);
        return reply.code(204).send(null);
      },
    );
    server.get(
      `${root}/invitation-uses`,
      {
        config: { access, cost: 'page' },
        schema: {
          operationId: `list${prefix}InvitationUses`,
          summary: `List who joined a ${kind} through invitations, latest first`,
          description: 'For its staff. Omits people whom you may no longer see.',
          querystring: PageQuery,
          response: { 200: pageOf(InvitationUse) },
        },
      },
      async (request) => {
        const page = await readPage(
          request.query,
          (window) => invitations.uses(containerOf(request), request.principal, window),
          'position',
        );
        return mapPage(page, ({ position: _, ...use }) => ({ ...use, joinedAt: isoTime(use.joinedAt) }));
      },
    );
  };
}

/** Joins a group or a contest. */
export const joinRoute = ({ invitations }: Parts): ApiRoutes =>
  tagged('account', (server: Parameters<ApiRoutes>[0]) => {
    server.post(
      '/invitations/join',
      {
        config: { access: 'signed-in', limit: lookUpLimit, cost: 'change' },
        schema: {
          operationId: 'acceptInvitation',
          summary: 'Join a group or a contest through an invitation',
          description:
            'You become a member of the group, or a participant of the contest. Returns 404 for an invitation that never existed, has ended, ' +
            'is used up or was revoked, and for people who joined through it and were removed; 403 with `emailDomains` if it is for other ' +
            'e-mail addresses.',
          body: object({
            token: Type.String({
              minLength: 1,
              maxLength: 100,
              description: 'From the fragment of the link, after `#token=`.',
            }),
          }),
          response: { 200: Joined, ...problems(403, 404) },
        },
      },
      async ({ principal, body }) => invitations.join(principal, body.token),
    );
  });
