/** The example of the specification of Standard Webhooks, and of its libraries. */
export const webhookExample = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  /** Unix seconds. */
  at: 1_614_265_330,
  body: '{"test": 2432232314}',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

const { at, body, signature } = webhookExample;
const example = { ...webhookExample, now: at };

/** Requests, and whether a receiver accepts them. */
export const webhookCases = [
  { ...example, valid: true },
  { ...example, signature: `v1,b2xk ${signature}`, valid: true },
  { ...example, now: at + 300, valid: true },
  { ...example, now: at + 301, valid: false },
  { ...example, now: at - 301, valid: false },
  { ...example, body: `${body} `, valid: false },
  { ...example, id: 'msg_other', valid: false },
  { ...example, secret: 'whsec_AAAA', valid: false },
  { ...example, signature: '', valid: false },
  { ...example, signature: `v2${signature.slice(2)}`, valid: false },
];
