import { createRandom } from './seeded-random.ts';

/** What a request takes, in microseconds of one core. */
export interface ServiceTimes {
  /** Of an instance, for each request. */
  readonly request: number;
  /** Of the database, for each statement, and for each request in it. A process with SQLite has its database inside. */
  readonly statement: number;
  readonly row: number;
}

export interface SimulatedStart {
  readonly participants: number;
  /** They ask at random moments within so many milliseconds. */
  readonly withinMs: number;
  /** Processes, each with a core of its own. */
  readonly instances: number;
  /** Of the database's server; 0: it runs inside the one instance. */
  readonly databaseCores: number;
  readonly times: ServiceTimes;
}

interface Group {
  readonly instance: Instance;
  readonly arrivals: ReadonlyArray<number>;
  /** Statements that are still to be made: the read, and the record. */
  readonly left: number;
}

interface Instance {
  /** Arrivals that nobody has looked at, in order. */
  readonly waiting: Array<number>;
  /** Groups that came back from the database. */
  readonly answered: Array<Group>;
  isBusy: boolean;
  /** Statements on their way. */
  underWay: number;
}

/** As the server has them: requests in one statement, and statements of an instance at the database. */
const [largestGroup, mostUnderWay] = [256, 2];
/** A read of who asks and for what, and the commit of the record. */
const statements = 2;

/**
 * The start of a contest as queues: requests arrive at instances in turn, each instance makes one statement of all that
 * wait for it, and the database answers statements in the order in which they come, on each of its cores one at a time.
 * @returns how long each request waited for its reply, in milliseconds, in order
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

  /** An instance takes what the database has answered before what is new. */
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

/** Runs what is due in the order of its time: arrivals, and what follows from them, of which little is due at once. */
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
