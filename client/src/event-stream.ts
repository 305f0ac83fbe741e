/** What is told of a stream of server-sent events, in its order. */
export interface EventListeners {
  /** @param type `message` unless the event names another */
  readonly onEvent: (type: string, data: string) => void;
  /** How long to wait before the stream is opened again, in milliseconds. */
  readonly onRetry?: (ms: number) => void;
}

/** Far more than an event of Lectern's; what sends so much without an end sends no events. */
const maxLineLength = 64 * 1024;

/**
 * Reads server-sent events, as HTML §9.2.6 ("Interpreting an event stream") has it, but for the ids of events, which Lectern
 * does not send.
 * @returns takes the next part of the stream, in whatever parts it comes
 * @throws RangeError for a line or an event that is too long
 */
export function createEventReader({ onEvent, onRetry }: EventListeners): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder(); // which leaves out a byte order mark at the beginning
  let rest = '';
  let endedWithCr = false;
  let type = '';
  let data = '';

  function dispatch(): void {
    if (data !== '') onEvent(type || 'message', data.slice(0, -1));
    type = '';
    data = '';
  }

  function takeField(name: string, value: string): void {
    if (name === 'event') type = value;
    else if (name === 'data') data += `${value}\n`;
    else if (name === 'retry' && /^\d+$/.test(value)) onRetry?.(Number(value));
    if (data.length > maxLineLength) throw new RangeError('An event is too long.');
  }

  function takeLine(line: string): void {
    const colon = line.indexOf(':');
    if (line === '') dispatch();
    else if (colon === -1) takeField(line, '');
    // What begins with a colon is a comment.
    else if (colon > 0) takeField(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }

  return (chunk) => {
    let text = decoder.decode(chunk, { stream: true });
    if (text === '') return;
    // The two ends of one line may come apart.
    if (endedWithCr && text.startsWith('\n')) text = text.slice(1);
    endedWithCr = text === '' ? false : text.endsWith('\r');
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) takeLine(line);
    if (rest.length > maxLineLength) throw new RangeError('A line is too long.');
  };
}
