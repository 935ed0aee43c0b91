import {
  asciiOf,
  createRandom,
  type Language,
  languages,
  makeName,
  makeSurname,
  type Name,
  type Person,
  pick,
  type Random,
  words,
} from './people.ts';

/**
 * As many people as are wanted, one at a time: memory does not grow with their number. Common names are common and
 * there is a long tail of rare ones, as in a real directory; the same seed makes the same people, and a larger
 * directory begins with those of a smaller one.
 */
export type ManyPerson = Person & {
  readonly jobTitle: string;
  readonly department: string;
  readonly enabled: boolean;
  /** The object id of somebody who came before. */
  readonly managerId: string | undefined;
};

const more: readonly Language[] = [
  {
    given: words('Giulia Niccolò Chiara Alessandro Benedetta Matteo Lucrezia Federico'),
    start: 'Ros Bian Fer Ric Mar Gal Con Mor Bel Cara Santo De',
    middle: 'si chi ri ca ti lan ra to',
    end: 'ni lli tti ni ro sso ciani velli',
  },
  {
    given: words('Inês João Conceição Gonçalo Beatriz Tomé Luísa Sebastião'),
    start: 'Sil San Fer Oli Pe Cos Ma Ro Al Ri Bar Con',
    middle: 'va to rei vei rei ta cha dri',
    end: 'ra s da eiro inho ães lho es',
  },
  {
    given: words('Väinö Äiti Aino Eero Päivi Jyrki Hilkka Yrjö'),
    start: 'Virta Koski Mäki Nie Kor Lah Heik Jär Ranta Salo',
    middle: 'la ki ni mä vi',
    end: 'nen la mäki niemi vuori',
  },
  {
    given: words('Priya Arjun Lakshmi Ravi Ananya Vikram Deepa Suresh Kavya Rohan'),
    start: 'Sub Kri Ven Raja Na Cha Pa Gup Ba Ma',
    middle: 'ra na ka sh ta ri ma',
    end: 'manian murthy nathan gopal shan kar ni singh rao',
  },
  {
    given: words('Eleni Giorgos Vasiliki Dimitrios Aikaterini Nikolaos Chrysoula'),
    start: 'Papa Kara Niko Geor Anto Dimi Hatzi Kon Theo',
    middle: 'do gi la na ti ki',
    end: 'poulos idis akis opoulou iadis ellis',
  },
  {
    given: words('Sanne Daan Fleur Bram Maaike Thijs Anouk Joost Liesbeth'),
    start: 'Bak Vis Jan Dijk Meij Hoek Kuip Brou Ver Wil',
    middle: 'ke se de hof ren',
    end: 'ker stra ma veld sen huis wer ink',
  },
  {
    given: words('Chidinma Oluwaseun Amara Kwame Nneka Thabo Zanele Abebe'),
    start: 'Oko Ade Chu Nwa Ba Mbe Osei Nko Ade Oba',
    middle: 'fo ye kwu lo be san',
    end: 'r mi ma nkwo dele bo si yemi',
  },
];
const all = [...languages, ...more];

const givenParts = {
  start: 'An Be Ca Da El Fi Ga Ha Is Jo Ka Li Ma No Or Pa Ra Sa Ta Va Yu Zo',
  middle: 'la ri ne mi so ve dra li a',
  end: 'na n ra s lia to ne k ta rio belle',
};

/** The first of a list are the common ones. */
const skewed = <T>(random: Random, list: readonly T[]): T =>
  pick(random, list.slice(0, 1 + random.below(list.length)));

/** A dozen surnames of a language, the first of them the most common. */
const commonSurname = (random: Random, { start, end }: Language): string =>
  skewed(random, words(start).slice(0, 4)) + skewed(random, words(end).slice(0, 3));

const surnameOf = (random: Random, language: Language): string =>
  random.chance(0.4) ? commonSurname(random, language) : makeSurname(random, language);

function longTailName(random: Random): Name {
  const language = skewed(random, all);
  const given = random.chance(0.25)
    ? makeSurname(random, { given: [], ...givenParts })
    : skewed(random, language.given);
  const second = random.chance(0.06) ? `-${makeSurname(random, pick(random, all))}` : '';
  const surname = `${surnameOf(random, language)}${second}`;
  const display = random.chance(0.9) ? `${given} ${surname}` : `${surname}, ${given}`;
  return { given, surname, display, latinGiven: given, latinSurname: surname };
}

const SLOTS = 1 << 20;

/**
 * A number that no earlier name with these letters got: 1, 2, 3. Names that share a slot share its numbers, which
 * keeps them different too, and the table keeps its size.
 */
function createNumbering(): (base: string) => number {
  const counts = new Uint32Array(SLOTS);
  return (base) => {
    let slot = 0;
    for (let at = 0; at < base.length; at += 1)
      slot = (Math.imul(slot, 31) + base.charCodeAt(at)) & (SLOTS - 1);
    const count = (counts[slot] ?? 0) + 1;
    counts[slot] = count;
    return count;
  };
}

const hex = (random: Random): string =>
  Array.from({ length: 4 }, () =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
const guid = (random: Random): string =>
  hex(random).replace(/^(.{8})(.{4}).(.{3}).(.{3})/u, '$1-$2-4$3-8$4-');

const departments = words(
  'Sales Support Engineering Finance Marketing Legal Operations Research People Purchasing',
);
const roles = words('Engineer Analyst Consultant Manager Specialist Technician Assistant Architect Planner');
const ranks = ['', '', '', 'Senior ', 'Lead ', 'Junior '];

/** So many people at the beginning are managers; everybody's manager is one of those who came before. */
const MANAGERS = 500;

export function* manyPeople(seed: number, count: number): Generator<ManyPerson, void, undefined> {
  const random = createRandom(seed);
  const numberFor = createNumbering();
  const managers: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = random.chance(0.1) ? makeName(random) : longTailName(random);
    const base = `${asciiOf(name.latinGiven)}.${asciiOf(name.latinSurname)}`;
    const number = numberFor(base);
    const account = `${base}${number > 1 ? number : ''}`;
    const upn = `${account}@${pick(random, ['contoso.com', 'contoso.com', 'fabrikam.com'])}`;
    const objectId = guid(random);
    yield {
      given: name.given,
      surname: name.surname,
      display: name.display,
      upn,
      mail: random.chance(0.8) ? upn : `${account}@mail.contoso.com`,
      // A permutation of the numbers below ten million and a bit, so that neighbours have nothing in common.
      employeeId: String(10_000_000 + ((index * 7_919 + 104_729) % 10_000_019)),
      objectId,
      jobTitle: `${pick(random, ranks)}${pick(random, roles)}`,
      department: pick(random, departments),
      enabled: !random.chance(0.03),
      managerId: managers.length === 0 ? undefined : pick(random, managers),
    };
    if (managers.length < MANAGERS) managers.push(objectId);
  }
}

/** A person under the names of an Entra directory's attributes, as texts. */
export function attributesOf(person: ManyPerson): Readonly<Record<string, string>> {
  return {
    objectId: person.objectId,
    userPrincipalName: person.upn,
    displayName: person.display,
    givenName: person.given,
    surname: person.surname,
    mail: person.mail,
    employeeId: person.employeeId,
    jobTitle: person.jobTitle,
    department: person.department,
    accountEnabled: person.enabled ? 'true' : 'false',
    manager: person.managerId ?? '',
  };
}
