import { createRandom } from './seeded-random.ts';

/** The time of a request, in microseconds of one core. */
export interface ServiceTimes {
  /** Of an instance, per request. */
  readonly request: number;
  /** Of the database, per statement, and per request in it. With SQLite, the process includes its database. */
  readonly statement: number;
  readonly row: number;
}

export interface SimulatedStart {
  readonly participants: number;
  /** They send requests at random moments within this many milliseconds. */
  readonly withinMs: number;
  /** Processes with one core each. */
  readonly instances: number;
  /** Of the database server; 0: the database runs inside the only instance. */
  readonly databaseCores: number;
  readonly times: ServiceTimes;
}

interface Group {
  readonly instance: Instance;
  readonly arrivals: ReadonlyArray<number>;
  /** Remaining statements: the read, and the record. */
  readonly left: number;
}

interface Instance {
  /** Waiting arrivals, in order. */
  readonly waiting: Array<number>;
  /** Groups that returned from the database. */
  readonly answered: Array<Group>;
  isBusy: boolean;
  /** Running statements. */
  underWay: number;
}

/** The server's limits: requests per statement, and statements of an instance at the database. */
const [largestGroup, mostUnderWay] = [256, 2];
/** The read of access and task, and the commit of the record. */
const statements = 2;

/**
 * The start of a contest as queues: requests arrive at instances in turn, each instance batches its waiting requests into one statement,
 * and the database processes statements in order of arrival, one at a time per core.
 * @returns how long each request waited for its reply, in milliseconds, sorted
 */
export function simulateStart(start: SimulatedStart, seed = 1): ReadonlyArray<number> {
  const { participants, withinMs, times, databaseCores } = start;
  const random = createRandom(seed);
  const instances = Array.from(
    { length: start.instances },
    (): Instance => ({ waiting: [], answered: [], isBusy: false, underWay: 0 }),
  );
  const waitsMs: Array<number> = [];
  const atDatabase: Array<Group> = [];
  let busyCores = 0;

  const events = createEvents(
    Array.from({ length: participants }, (_, at) => {
      const instance = instances[at % instances.length] as Instance;
      const atUs = random() * withinMs * 1000;
      return { atUs, run: () => arrive(instance, atUs) };
    }),
  );

  function arrive(instance: Instance, atUs: number): void {
    instance.waiting.push(atUs);
    goOn(instance);
  }

  /** An instance processes returned groups before new arrivals. */
  function goOn(instance: Instance): void {
    if (instance.isBusy) return;
    const answered = instance.answered.shift();
    if (answered) {
      work(instance, answered.arrivals.length, () => follow(answered));
    } else if (instance.waiting.length > 0 && instance.underWay < mostUnderWay) {
      const arrivals = instance.waiting.splice(0, largestGroup);
      instance.underWay += 1;
      work(instance, arrivals.length, () => ask({ instance, arrivals, left: statements }));
    }
  }

  /** Half of a request's work is before its statements, and half after them. */
  function work(instance: Instance, requests: number, then: () => void): void {
    instance.isBusy = true;
    events.addAfter((times.request / 2) * requests, () => {
      instance.isBusy = false;
      then();
      goOn(instance);
    });
  }

  function ask(group: Group): void {
    if (databaseCores > 0) {
      atDatabase.push(group);
      serve();
      return;
    }
    const inside = statements * (times.statement + times.row * group.arrivals.length);
    group.instance.isBusy = true;
    events.addAfter(inside, () => {
      group.instance.isBusy = false;
      group.instance.answered.push({ ...group, left: 0 });
      goOn(group.instance);
    });
  }

  function serve(): void {
    while (busyCores < databaseCores) {
      const group = atDatabase.shift();
      if (group === undefined) return;
      busyCores += 1;
      events.addAfter(times.statement + times.row * group.arrivals.length, () => {
        busyCores -= 1;
        const left = group.left - 1;
        if (left > 0) atDatabase.push({ ...group, left });
        else {
          group.instance.answered.push({ ...group, left });
          goOn(group.instance);
        }
        serve();
      });
    }
  }

  function follow({ instance, arrivals }: Group): void {
    instance.underWay -= 1;
    for (const arrivedAtUs of arrivals) waitsMs.push((events.nowUs() - arrivedAtUs) / 1000);
  }

  events.run();
  return waitsMs.sort((a, b) => a - b);
}

interface Due {
  readonly atUs: number;
  readonly run: () => void;
}

/** Runs events in the order of their times: arrivals, and the events that follow from them, of which few are pending at a time. */
function createEvents(arrivals: ReadonlyArray<Due>) {
  const waiting = arrivals.toSorted((a, b) => a.atUs - b.atUs).values();
  const following: Array<Due> = [];
  let nowUs = 0;

  return {
    nowUs: () => nowUs,
    addAfter(us: number, run: () => void): void {
      const due = { atUs: nowUs + us, run };
      following.splice(following.findLastIndex(({ atUs }) => atUs <= due.atUs) + 1, 0, due);
    },
    run(): void {
      let arrival = waiting.next().value;
      while (arrival !== undefined || following.length > 0) {
        const isArrival = arrival !== undefined && arrival.atUs <= (following[0]?.atUs ?? arrival.atUs);
        const next = (isArrival ? arrival : following.shift()) as Due;
        if (isArrival) arrival = waiting.next().value;
        nowUs = next.atUs;
        next.run();
      }
    },
  };
}
