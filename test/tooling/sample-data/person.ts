import { type Office, offices } from './offices.ts';
import { hexOf } from './random.ts';

export const company = {
  domain: 'larkspur.example',
  forest: 'DC=larkspur,DC=example',
  american: 'Larkspur Instruments Inc.',
  european: 'Larkspur Instruments Europe GmbH',
} as const;

/** Everywhere a person can exist. The last three and `active-directory` are targets that already know them. */
export const systemNames = [
  'entra',
  'active-directory',
  'workday',
  'successfactors',
  'saas',
  'tenant2',
  'cloud-entra',
] as const;
export type SystemName = (typeof systemNames)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Values that differ in one system from what the person's facts give; null takes the value away. */
export type Overrides = { readonly [attribute: string]: Json };

/** One member of the company, as facts; `facets` derives from them what each system stores. */
export type Person = {
  readonly key: string;
  readonly story?: string;
  readonly given?: string;
  readonly surname?: string;
  readonly display: string;
  /** User name without domain: "ines.carvalho". */
  readonly alias: string;
  /** At most 20 characters. */
  readonly samAccountName: string;
  readonly office: Office;
  readonly title: string;
  readonly department: string;
  readonly employeeId: string;
  readonly manager?: string;
  readonly number: number;
  readonly in: Readonly<Partial<Record<SystemName, Overrides>>>;
  /** App id -> role name of a direct assignment. */
  readonly assigned: Readonly<Record<string, string>>;
  /** Ids of apps that have provisioned this person before. */
  readonly linked: readonly string[];
};

const specials: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  æ: 'ae',
  ı: 'i',
  þ: 'th',
  Þ: 'Th',
};

/** Letters and digits a to z of a latin name, for user names. */
export function asciiOf(text: string): string {
  return [...text]
    .map((letter) => specials[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');
}

/** Gives out user names, each once: a second "anna.muller" becomes "anna.muller2", or the next number that is free. */
export function createNameGiver(): (wanted: string) => string {
  const given = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let number = 2; given.has(name); number += 1) name = `${wanted}${number}`;
    given.add(name);
    return name;
  };
}

/** First letter and surname, shortened so that a number still fits into AD's 20 characters. */
export function samOf(alias: string): string {
  const [first = alias, last] = alias.split('.');
  if (last === undefined) return first.slice(0, 17);
  const digits = /\d+$/.exec(last)?.[0] ?? '';
  const name = last.slice(0, last.length - digits.length);
  return `${first.slice(0, 1)}${name.slice(0, 16)}${digits}`;
}

export function officeOf(key: string): Office {
  const found = Object.entries(offices).find(([name]) => name === key);
  if (found === undefined) throw new Error(`no office is called ${key}`);
  return found[1];
}

export const companyNameOf = (office: Office): string =>
  office.hr === 'workday' ? company.american : company.european;

export const widOf = (key: string): string => hexOf(`workday:${key}`, 32);
