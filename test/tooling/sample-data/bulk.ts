import { type NamePool, namePools } from './names.ts';
import { departments, offices, titles } from './offices.ts';
import { asciiOf, type Overrides, type Person, type SystemName, samOf } from './person.ts';
import { randomFrom } from './random.ts';

const PEOPLE = 1040;
/** The first of them already have an account in the SaaS app, so that groups have members there. */
const IN_SAAS = 120;

type Spelling = { readonly native: string; readonly latin: string };

function spelling(text: string): Spelling {
  const [native = text, latin = native] = text.split('|');
  return { native, latin };
}

type Drawn = { readonly given: Spelling; readonly surname: Spelling; readonly pool: NamePool };

function displayNameOf({ given, surname, pool }: Drawn, random: () => number): string {
  if (pool.surnameFirst) return `${surname.native} ${given.native}`;
  return random() < 0.12 ? `${surname.native}, ${given.native}` : `${given.native} ${surname.native}`;
}

/** Where person number `index` exists; about a third of the workforce has moved to the systems of the sample. */
function systemsOf(index: number, hr: 'workday' | 'successfactors', onPremises: boolean): Person['in'] {
  const entra: Overrides = {
    ...(index % 37 === 5 ? { accountEnabled: false } : {}),
    ...(index % 29 === 11 ? { mail: null } : {}),
    ...(index % 41 === 7 ? { mobile: null, telephoneNumber: null } : {}),
  };
  const names: readonly SystemName[] = [
    ...(onPremises ? ([hr, 'active-directory'] as const) : []),
    ...(onPremises && index % 9 === 0 ? (['cloud-entra'] as const) : []),
    ...(index < IN_SAAS ? (['saas'] as const) : []),
  ];
  return { entra, ...Object.fromEntries(names.map((name) => [name, {}])) };
}

/** The people nobody tells a story about. `nameOf` hands out free user names; managers stand before their reports. */
export function bulkPeople(nameOf: (wanted: string) => string): readonly Person[] {
  const random = randomFrom(20260817);
  const pick = <T>(list: readonly T[]): T => {
    const item = list[Math.floor(random() * list.length)];
    if (item === undefined) throw new Error('an empty list has nothing to pick');
    return item;
  };
  return Array.from({ length: PEOPLE }, (_, index) => {
    const pool = pick(namePools);
    const drawn = { pool, given: spelling(pick(pool.given)), surname: spelling(pick(pool.surnames)) };
    const office = offices[pick(pool.offices)];
    const department = pick(departments);
    const alias = nameOf(`${asciiOf(drawn.given.latin)}.${asciiOf(drawn.surname.latin)}`);
    const onPremises = index % 3 === 0 && office.city !== 'Seattle';
    return {
      key: `bulk${index}`,
      given: drawn.given.native,
      surname: drawn.surname.native,
      display: displayNameOf(drawn, random),
      alias,
      samAccountName: samOf(alias),
      office,
      title: pick(titles[department]),
      department,
      employeeId: office.hr === 'workday' ? String(30000 + index) : String(110000 + index),
      manager: index < 12 ? 'maria' : `bulk${Math.floor(index / 12)}`,
      number: 500 + index,
      in: systemsOf(index, office.hr, onPremises),
      assigned: {},
      linked: [],
    };
  });
}
