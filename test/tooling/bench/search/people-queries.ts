import { fold } from '../../../../src/search/text/fold.ts';
import { latinWord } from '../../../../src/search/text/latin.ts';
import { type Person, pick, type Random } from '../../../support/people/people.ts';

/** What somebody types who looks for a person, by what they know of that person. */
export type PeopleQuery = {
  readonly kind: QueryKind;
  readonly text: string;
  /** Whether a person is one that was meant: namesakes are as good as each other. */
  readonly accepts: (person: Person) => boolean;
};

export type QueryKind = (typeof queryKinds)[number];

export const queryKinds = [
  'exact id',
  'exact UPN',
  'beginning of a surname',
  'name in its own script',
  'inside a surname',
  'first last',
  'last, first',
  'one typo in a full name',
  'one typo in a surname',
  'two typos in a full name',
  'without diacritics',
  'piece of a UPN',
  'piece of a first name, surname',
  'an id with a wrong digit',
  'Cyrillic in Latin letters',
  'nobody',
] as const;

export const hopeless = [
  'zzqxwv',
  'qwrtpsdf',
  'xkcd vbnmq',
  '9999999999',
  'jzxqvk kwyzzq',
  '00000000000',
  'vvvvwwww',
  'hjklqw',
  'plmoknij bhuvygc',
  'nobody@nowhere.invalid',
];

type Pool = {
  readonly all: readonly Person[];
  /** Latin names of two plain words, that only one person has. */
  readonly single: readonly Person[];
  readonly words: ReadonlySet<string>;
};

const nameKey = ({ given, surname }: Person): string => `${fold(given)}|${fold(surname)}`;
const isPlain = (text: string): boolean => /^\p{Script=Latin}+$/u.test(text);

function poolOf(people: readonly Person[]): Pool {
  const counts = new Map<string, number>();
  const words = new Set<string>();
  for (const person of people) {
    counts.set(nameKey(person), (counts.get(nameKey(person)) ?? 0) + 1);
    for (const word of fold(`${person.given} ${person.surname}`).split(/[^\p{L}\p{N}]+/u)) words.add(word);
  }
  const single = people.filter(
    (person) =>
      isPlain(person.given) &&
      isPlain(person.surname) &&
      person.given.length >= 4 &&
      person.surname.length >= 5 &&
      counts.get(nameKey(person)) === 1,
  );
  return { all: people, single, words };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** One letter too many, too few, wrong, or two exchanged; never the first, and never another name of the directory. */
function withTypo(word: string, { words }: Pool, random: Random): string {
  for (let tried = 0; tried < 100; tried++) {
    const at = 1 + random.below(Math.max(1, word.length - 2));
    const other = alphabet.charAt(random.below(alphabet.length));
    const [before, here, next, rest] = [
      word.slice(0, at),
      word.charAt(at),
      word.charAt(at + 1),
      word.slice(at + 2),
    ];
    const changed = pick(random, [
      before + other + here + next + rest,
      before + next + rest,
      before + other + next + rest,
      before + next + here + rest,
    ]);
    if (changed !== word && !words.has(changed)) return changed;
  }
  return word;
}

const take = (
  random: Random,
  from: readonly Person[],
  fits: (person: Person) => boolean,
): Person | undefined => {
  for (let tried = 0; tried < 5_000; tried++) {
    const person = pick(random, from);
    if (fits(person)) return person;
  }
  return undefined;
};

type Made = { readonly text: string; readonly accepts: (person: Person) => boolean };
type Maker = (pool: Pool, random: Random) => Made | undefined;

const sameName = (person: Person) => {
  const key = nameKey(person);
  return (other: Person): boolean => nameKey(other) === key;
};
const sameId =
  (person: Person) =>
  (other: Person): boolean =>
    other.objectId === person.objectId;
const wordsOf = (person: Person): readonly string[] =>
  fold(`${person.display} ${person.given} ${person.surname} ${person.upn} ${person.mail}`).split(
    /[^\p{L}\p{N}]+/u,
  );

/** From somebody of the pool that fits; undefined where the directory has nobody like that. */
const from =
  (
    choose: (pool: Pool) => readonly Person[],
    fits: (person: Person) => boolean,
    make: (person: Person, pool: Pool, random: Random) => Made,
  ): Maker =>
  (pool, random) => {
    const person = take(random, choose(pool), fits);
    return person === undefined ? undefined : make(person, pool, random);
  };
const everybody = ({ all }: Pool) => all;
const single = ({ single: people }: Pool) => people;
const anyone = (): boolean => true;

const makers: Readonly<Record<Exclude<QueryKind, 'nobody'>, Maker>> = {
  'exact id': from(everybody, anyone, (person) => ({ text: person.employeeId, accepts: sameId(person) })),
  'exact UPN': from(everybody, anyone, (person) => ({ text: person.upn, accepts: sameId(person) })),
  'beginning of a surname': from(
    single,
    ({ surname }) => surname.length >= 6,
    ({ surname }, _pool, random) => {
      const text = fold(surname).slice(0, 3 + random.below(3));
      return { text, accepts: (other) => wordsOf(other).some((word) => word.startsWith(text)) };
    },
  ),
  'name in its own script': from(
    everybody,
    ({ given }) => /^[\p{Script=Han}\p{Script=Hangul}]{2,}$/u.test(given),
    (person, _pool, random) => ({
      text: random.chance(0.5) ? person.surname + person.given : person.given,
      accepts: (other) => other.given === person.given,
    }),
  ),
  'inside a surname': from(
    single,
    ({ surname }) => surname.length >= 8,
    ({ surname }, _pool, random) => {
      const at = 2 + random.below(2);
      const text = fold(surname).slice(at, at + 5);
      return { text, accepts: (other) => wordsOf(other).some((word) => word.includes(text)) };
    },
  ),
  'first last': from(single, anyone, (person) => ({
    text: `${person.given} ${person.surname}`,
    accepts: sameName(person),
  })),
  'last, first': from(single, anyone, (person) => ({
    text: `${person.surname}, ${person.given}`,
    accepts: sameName(person),
  })),
  'one typo in a full name': from(
    single,
    ({ surname }) => surname.length >= 6,
    (person, pool, random) => ({
      text: `${fold(person.given)} ${withTypo(fold(person.surname), pool, random)}`,
      accepts: sameName(person),
    }),
  ),
  'one typo in a surname': from(
    single,
    ({ surname }) => surname.length >= 7,
    ({ surname }, pool, random) => ({
      text: withTypo(fold(surname), pool, random),
      accepts: (other) => fold(other.surname) === fold(surname),
    }),
  ),
  'two typos in a full name': from(
    single,
    ({ given, surname }) => given.length >= 5 && surname.length >= 6,
    (person, pool, random) => {
      const [given, surname] = [fold(person.given), fold(person.surname)];
      const text = random.chance(0.5)
        ? `${withTypo(given, pool, random)} ${withTypo(surname, pool, random)}`
        : `${given} ${withTypo(withTypo(surname, pool, random), pool, random)}`;
      return { text, accepts: sameName(person) };
    },
  ),
  'without diacritics': from(
    single,
    ({ given, surname }) => fold(`${given} ${surname}`) !== `${given} ${surname}`.toLowerCase(),
    (person) => ({ text: fold(`${person.given} ${person.surname}`), accepts: sameName(person) }),
  ),
  'piece of a UPN': from(
    single,
    ({ upn }) => upn.indexOf('.') >= 3 && upn.indexOf('@') > 10,
    ({ upn }) => {
      const dot = upn.indexOf('.');
      const text = upn.slice(dot - 3, dot + 5).split('@')[0] ?? '';
      return { text, accepts: (other) => other.upn.includes(text) || other.mail.includes(text) };
    },
  ),
  'piece of a first name, surname': from(
    single,
    ({ given }) => given.length >= 7,
    ({ given, surname }, _pool, random) => {
      const piece = random.chance(0.5) ? fold(given).slice(0, 4) : fold(given).slice(-4);
      return {
        text: `${piece} ${fold(surname)}`,
        accepts: (other) =>
          fold(other.surname) === fold(surname) && wordsOf(other).some((word) => word.includes(piece)),
      };
    },
  ),
  'an id with a wrong digit': (pool, random) => {
    const ids = new Set(pool.all.map(({ employeeId }) => employeeId));
    const person = pick(random, pool.all);
    // A number that nobody has.
    const text = `${person.employeeId.slice(0, 3)}${random.below(10)}${person.employeeId.slice(4)}`;
    if (ids.has(text)) return undefined;
    return { text, accepts: ({ employeeId }) => differsInOne(employeeId, text) };
  },
  'Cyrillic in Latin letters': from(
    everybody,
    ({ given, surname }) => /^\p{Script=Cyrillic}+$/u.test(given + surname),
    (person) => ({
      text: `${latinWord(person.given)} ${latinWord(person.surname)}`,
      accepts: sameName(person),
    }),
  ),
};

/** One digit wrong, too much, too few, or two exchanged. */
function differsInOne(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let begin = 0;
  while (begin < short.length && short[begin] === long[begin]) begin++;
  const restShort = short.slice(begin);
  const restLong = long.slice(begin);
  if (restShort === restLong.slice(1) || restShort.slice(1) === restLong.slice(1)) return true;
  return (
    restShort.slice(2) === restLong.slice(2) && restShort[0] === restLong[1] && restShort[1] === restLong[0]
  );
}

/** So many queries of each kind, the kinds one after the other. */
export function makeQueries(
  people: readonly Person[],
  random: Random,
  ofEachKind: number,
): readonly PeopleQuery[] {
  const pool = poolOf(people);
  const queries: PeopleQuery[] = [];
  for (const kind of queryKinds) {
    for (let number = 0; number < ofEachKind; number++) {
      const made = kind === 'nobody' ? nobody(number) : madeFor(makers[kind], pool, random);
      if (made !== undefined) queries.push({ kind, ...made });
    }
  }
  return queries;
}

const nobody = (number: number): Made | undefined => {
  const text = hopeless[number];
  return text === undefined ? undefined : { text, accepts: () => false };
};

function madeFor(maker: Maker, pool: Pool, random: Random): Made | undefined {
  for (let tried = 0; tried < 20; tried++) {
    const made = maker(pool, random);
    if (made !== undefined) return made;
  }
  return undefined;
}

/** Every state of the field while the text is typed letter by letter. */
export const keyPresses = ({ text }: { readonly text: string }): readonly string[] => {
  const letters = [...text];
  return letters.map((_, index) => letters.slice(0, index + 1).join(''));
};
