import { type Person, pick, type Random } from '../../support/people.ts';

/** What somebody types for a person, and that person. */
export type Typed = { readonly text: string; readonly id: string };

/** Leaves a letter out, doubles one, or exchanges two, never the first of the text. */
function withTypo(text: string, random: Random): string {
  const letters = [...text];
  const at = 1 + random.below(Math.max(1, letters.length - 2));
  const [here = '', next = ''] = letters.slice(at, at + 2);
  const changed = pick(random, [[next], [here, here, next], [next, here]]);
  return [...letters.slice(0, at), ...changed, ...letters.slice(at + 2)].join('');
}

const bare = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The ways of typing, one after the other: they are equally frequent. */
const ways: readonly ((person: Person, random: Random) => string)[] = [
  ({ given, surname }) => `${given} ${surname}`,
  ({ given, surname }) => `${surname}, ${given}`,
  ({ given, surname }) => bare(`${given} ${surname}`),
  ({ given, surname }, random) => `${given} ${withTypo(surname, random)}`,
  ({ surname }) => surname,
  ({ upn }) => upn,
  ({ employeeId }) => employeeId,
];

/** A text for each of `count` people, who are drawn by chance. */
export function makeTyped(people: readonly Person[], count: number, random: Random): readonly Typed[] {
  return Array.from({ length: count }, (_, number) => {
    const person = pick(random, people);
    const way = ways[number % ways.length] ?? (() => '');
    return { text: way(person, random), id: person.objectId };
  });
}

/** Every state of the field while the text is typed letter by letter. */
export const keyPresses = ({ text }: Typed): readonly string[] => {
  const letters = [...text];
  return letters.map((_, index) => letters.slice(0, index + 1).join(''));
};
