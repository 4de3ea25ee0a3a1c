import type { Question } from '../../src/engine/question.ts';
import { questions } from '../../src/questions/index.ts';
import type { Answers } from '../../src/schema/answers.ts';

/** What is chosen from beside the answers, by name. */
export type Choices = { readonly [name: string]: readonly unknown[] };
type Values<T extends Choices> = { readonly [K in keyof T]: T[K][number] };

/** A stretch of numbers that should all be treated alike; each case takes another one of it. */
type Stretch = { readonly from: number; readonly to: number };
const stretch = (from: number, to: number): Stretch => ({ from, to });
const isStretch = (value: unknown): value is Stretch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** A prime, so that numbers spread over a stretch instead of following one another. */
const STRIDE = 7919;
const numberIn = (value: unknown, turn: number): unknown =>
  isStretch(value) ? value.from + ((turn * STRIDE) % (value.to - value.from + 1)) : value;

/** Seconds below, at and above what matters: 15 for heartbeats, limits of the default profile at 60, 360 and 3600. */
const SECONDS = [0.5, stretch(1, 15), stretch(16, 59), 60, stretch(61, 359), 360, stretch(361, 3540), 3600, 90_000];
/** Clients below and above what a replica, the platform and `limit_conn` can count. */
const COUNTS = [1, stretch(2, 199), stretch(200, 9_999), stretch(10_000, 65_535), 2_000_000];

function answersTo({ kind, options = [], exclusive, word, zeroAllowed }: Question): readonly unknown[] {
  switch (kind) {
    case 'choice':
      return options;
    case 'choices':
      return [...options.map((option) => [option]), options.filter((option) => option !== exclusive)];
    case 'duration':
      return [...(zeroAllowed ? [0] : []), ...SECONDS, ...(word ? [word] : [])];
    default:
      return COUNTS;
  }
}

type Factor = { readonly name: string; readonly values: readonly unknown[]; readonly question?: Question };
/** Place of "no answer" among the values of a question. */
const UNANSWERED = 0;

/** For each factor, in order, the place of its value. */
type Row = readonly number[];

/** Which pairs of values no row has yet, and how often each value is used. A value has one number over all factors. */
class Pairs {
  readonly #first: number[];
  readonly #size: number;
  readonly #met: Uint8Array;
  readonly #metOf: Uint32Array;
  readonly #used: Uint32Array;

  constructor(factors: readonly Factor[]) {
    let size = 0;
    this.#first = factors.map(({ values }) => {
      size += values.length;
      return size - values.length;
    });
    this.#size = size;
    this.#met = new Uint8Array(size * size);
    this.#metOf = new Uint32Array(size);
    this.#used = new Uint32Array(size);
  }

  #id(factor: number, place: number): number {
    return (this.#first[factor] ?? 0) + place;
  }

  isMet(one: number, place: number, other: number, otherPlace: number): boolean {
    return this.#met[this.#id(one, place) * this.#size + this.#id(other, otherPlace)] === 1;
  }

  meet(one: number, place: number, other: number, otherPlace: number): void {
    if (this.isMet(one, place, other, otherPlace)) return;
    const [id, otherId] = [this.#id(one, place), this.#id(other, otherPlace)];
    this.#met[id * this.#size + otherId] = 1;
    this.#met[otherId * this.#size + id] = 1;
    for (const each of [id, otherId]) this.#metOf[each] = (this.#metOf[each] ?? 0) + 1;
  }

  /** How many pairs of this value are met. */
  metOf(factor: number, place: number): number {
    return this.#metOf[this.#id(factor, place)] ?? 0;
  }

  /** How many rows have this value. */
  used(factor: number, place: number): number {
    return this.#used[this.#id(factor, place)] ?? 0;
  }

  add(row: Row): void {
    for (const [one, place] of row.entries()) {
      const id = this.#id(one, place);
      this.#used[id] = (this.#used[id] ?? 0) + 1;
      for (const [other, otherPlace] of row.entries()) if (one < other) this.meet(one, place, other, otherPlace);
    }
  }
}

/**
 * A row in which these values are fixed where they can be, and each other one brings most new pairs, now or later. Among
 * equals a question stays open, because no answer rules out no other question, and another choice takes turns.
 */
function buildRow(factors: readonly Factor[], fixed: ReadonlyMap<number, number>, pairs: Pairs): Row {
  const row: number[] = [];
  const kept: Answers = {};
  for (const [index, { name, values, question }] of factors.entries()) {
    const newPairs = (place: number) => row.filter((chosen, other) => !pairs.isMet(index, place, other, chosen)).length;
    const worth = (place: number) =>
      newPairs(place) * 1e9 - pairs.metOf(index, place) * 1e4 - (question ? 0 : pairs.used(index, place));
    const best = () => [...values.keys()].reduce((one, other) => (worth(other) > worth(one) ? other : one));
    const isAsked = question?.applies(kept) !== false;
    const place = isAsked ? (fixed.get(index) ?? best()) : UNANSWERED;
    row.push(place);
    if (question && place !== UNANSWERED) Object.assign(kept, { [name]: numberIn(values[place], 0) });
  }
  return row;
}

/** Answers of one case, and its values of the other choices. */
type CoveringCase<T extends Choices> = { readonly answers: Answers; readonly values: Values<T> };

export type Covering<T extends Choices> = {
  /** The cases; each time with other numbers of the same stretches. */
  readonly at: (time: number) => CoveringCase<T>[];
  /** Every value that is chosen from, by name; a stretch of numbers counts as one. */
  readonly factors: readonly { readonly name: string; readonly values: readonly unknown[] }[];
  /** For each case, in order, the place of its value of each factor. */
  readonly rows: readonly Row[];
  /** Pairs no case can have, because nobody who is asked for one is asked for the other; as `a=1 b=2`. */
  readonly impossible: readonly string[];
};

/**
 * Cases in which each answer to each question, no answer included, and each value of the other choices meets each value
 * of every other one at least once, as far as the questionnaire asks for both. The same in every run.
 */
export function covering<T extends Choices>(choices: T): Covering<T> {
  const asked = questions.map((question) => ({
    name: question.id as string,
    values: [undefined, ...answersTo(question)],
    question,
  }));
  const factors: Factor[] = [...asked, ...Object.entries(choices).map(([name, values]) => ({ name, values }))];
  const pairs = new Pairs(factors);
  const rows: Row[] = [];
  const impossible: string[] = [];
  const nothingElse = asked.map((_, index) => [index, UNANSWERED] as const);
  const cover = (one: number, place: number, other: number, otherPlace: number) => {
    const pair: [number, number][] = [
      [one, place],
      [other, otherPlace],
    ];
    // With nothing else answered, a question is left out only where this pair itself rules it out.
    for (const fixed of [new Map(pair), new Map([...nothingElse, ...pair])]) {
      const row = buildRow(factors, fixed, pairs);
      if (row[one] !== place || row[other] !== otherPlace) continue;
      rows.push(row);
      pairs.add(row);
      return;
    }
    pairs.meet(one, place, other, otherPlace);
    const shown = pair.map(([index, at]) => `${factors[index]?.name}=${JSON.stringify(factors[index]?.values[at])}`);
    impossible.push(shown.join(' '));
  };
  for (const [one, { values }] of factors.entries())
    for (const [place] of values.entries())
      for (const [other, { values: others }] of factors.entries())
        for (const [otherPlace] of others.entries())
          if (one < other && !pairs.isMet(one, place, other, otherPlace)) cover(one, place, other, otherPlace);
  const at = (time: number) =>
    rows.map((row, index) => {
      const turn = time * rows.length + index;
      const entries = factors.map(
        ({ name, values }, place) => [name, numberIn(values[row[place] ?? 0], turn)] as const,
      );
      return {
        answers: Object.fromEntries(
          entries.slice(0, asked.length).filter(([, value]) => value !== undefined),
        ) as Answers,
        values: Object.fromEntries(entries.slice(asked.length)) as Values<T>,
      };
    });
  return { at, factors, rows, impossible };
}
