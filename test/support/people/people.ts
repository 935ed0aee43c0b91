import type { Listing } from '../../../src/domain/model/subject.ts';

/**
 * A directory that is the same for the same seed: names made of the syllables of many languages, so that there are
 * names that nobody has seen, and lists of Chinese, Japanese, Korean, Arabic and Russian names.
 */
export type Person = {
  readonly given: string;
  readonly surname: string;
  readonly display: string;
  readonly upn: string;
  readonly mail: string;
  readonly employeeId: string;
  readonly objectId: string;
};

export type Random = {
  readonly below: (limit: number) => number;
  readonly chance: (share: number) => boolean;
};

/** mulberry32 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (limit) => Math.floor(next() * limit), chance: (share) => next() < share };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const item = list[random.below(list.length)];
  if (item === undefined) throw new Error('pick from an empty list');
  return item;
}

export type Language = {
  readonly given: readonly string[];
  readonly start: string;
  readonly middle: string;
  readonly end: string;
};

export const words = (text: string): readonly string[] => text.split(' ');

export const languages: readonly Language[] = [
  {
    given: words(
      'James Mary Robert Patricia John Jennifer Michael Linda William Elizabeth Grace Oliver Amelia',
    ),
    start: 'Har Wil Thorn Ash Brad Ken Mor Black Whit Stan Ed Lang',
    middle: 'ing er el is a on',
    end: 'ton ford son ley well worth man field wood by',
  },
  {
    given: words('Jürgen Käthe Björn Günther Anke Lukas Ursula Sören Heike Matthias Jörg Hannelore'),
    start: 'Mül Schnei Schäf Grö Kö Hof Bau Stein Wei Zim Brü Vog',
    middle: 'le de fe ne bel ger mer',
    end: 'r mann berg hauer feld ing stein',
  },
  {
    given: words('François Zoé Jérôme Hélène Anaïs Étienne Noémie Léa Thérèse Gaël Benoît Jean-Luc'),
    start: 'Beau Char Du Le Mar Four Gué Dela Ro Lam Chev',
    middle: 'pon bois ti ni che gne vi',
    end: 'eau ier ard ault et elle in ois',
  },
  {
    given: words('José María Jesús Lucía Íñigo Begoña Ramón Ángela Álvaro Nuño Concepción Jaime'),
    start: 'Gar Fer Ro Gon Lo Mar Sán Ji Mu Igle Nú',
    middle: 'ná drí zá pe tí che mé ño',
    end: 'ez ndez guez sias llo rra no',
  },
  {
    given: words('Łukasz Małgorzata Stanisław Żaneta Grzegorz Agnieszka Paweł Świętosława Jędrzej Bożena'),
    start: 'Ko Wi Kamiń Lewan Zie Szy Woź Dą Kró Wój',
    middle: 'wal śniew dow liń mań brow',
    end: 'ski czyk ak icz ska cki',
  },
  {
    given: words('Åsa Björn Göran Märta Søren Øyvind Frøya Aksel Håkon Ingrid Sigríður Þóra'),
    start: 'Lind Berg Sö Ny Ö Hå Nor Eng Wik Sjö Kjær',
    middle: 'der ing ke str går',
    end: 'ström qvist gaard lund dal sen sson bøe',
  },
  {
    given: words('Çağla Şebnem Işıl Gökçe İbrahim Öznur Mehmet Ayşe Tuğçe Ümit'),
    start: 'Yıl Kay Dem Çe Şa Öz Aydı Arsl',
    middle: 'dı i li a ka',
    end: 'rım ma r lik hin türk n an oğlu',
  },
  {
    given: words('Ştefan Ioana Cătălin Mihăiță Ágnes Győző Zsófia Žofia Jiří Vlastimil Đorđe Krešimir'),
    start: 'Po Ion Du Nagy Sza Ková Hor Novo Svo Mar',
    middle: 'pe mi bó vá dá',
    end: 'escu cs th tný ček nović ović ák',
  },
  {
    given: words('Nguyễn-An Thảo Đức Hạnh Phượng Quỳnh Tuấn Ngọc'),
    start: 'Ngu Tr Ph L Đ Hu B',
    middle: 'y ầ ạ ê ỗ ỳ ù',
    end: 'ễn n m nh i',
  },
];
const particles = words("van_der_ de_la_ O' D' von_ Mc al- Le_").map((text) => text.replaceAll('_', ' '));

type Pair = readonly [own: string, latin: string];
const pairs = (text: string): readonly Pair[] =>
  words(text).map((word): Pair => {
    const latin = word.search(/[A-Za-z]/);
    return [word.slice(0, latin), word.slice(latin)];
  });
const scripts = [
  {
    family: pairs('王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 欧阳Ouyang 黄Huang'),
    given: pairs('小明Xiaoming 伟Wei 芳Fang 秀英Xiuying 建国Jianguo 静Jing 志强Zhiqiang 雪梅Xuemei'),
    gap: '',
  },
  {
    family: pairs('佐藤Sato 鈴木Suzuki 高橋Takahashi 山田Yamada 佐々木Sasaki 渡辺Watanabe'),
    given: pairs('太郎Taro 花子Hanako 美咲Misaki 大輔Daisuke あかりAkari サクラSakura'),
    gap: ' ',
  },
  {
    family: pairs('김Kim 이Lee 박Park 최Choi 정Jung 강Kang'),
    given: pairs('민수Minsu 지현Jihyun 서연Seoyeon 영호Youngho 은경Eunkyung'),
    gap: '',
  },
] as const;
const arabic = {
  given: pairs('محمدMohammed أحمدAhmed فاطمةFatima مريمMaryam يوسفYusuf ليلىLayla خالدKhalid'),
  family: pairs('الحسينAlhussein المصريAlmasri حدادHaddad الخطيبAlkhatib منصورMansour نجارNajjar'),
};
const russian = {
  given: pairs('АлександрAleksandr ОльгаOlga СергейSergey НатальяNatalya АлёнаAlyona ЮрийYuri'),
  family: pairs(
    'ИвановIvanov СоколовSokolov ФёдоровFyodorov ШевченкоShevchenko ЩербаковShcherbakov КозловKozlov',
  ),
};

/** What systems really hold: pasted control characters, quotes, right-to-left overrides, emoji, prototype keys. */
const hostile: readonly (readonly [given: string, surname: string])[] = [
  ['__proto__', 'constructor'],
  ["Robert'); DROP TABLE", 'Users;--'],
  ['\u001b[31mRed', 'Alert\u0007'],
  ['\u202eevE', 'Mirror'],
  ['Zoe\u0301', 'No\u0308ldeke'],
  ['Ana 👩‍💻', 'Emoji🙂'],
  ['Ｆｕｌｌ', 'Ｗｉｄｔｈ'],
  ['Null', '-'],
  ['A'.repeat(90), 'B'.repeat(40)],
  ['राम', 'शर्मा'],
  ['สมชาย', 'ใจดี'],
  ['\ud83d', 'Halved'],
  ['Mary  Ann', 'O’Neill-Smith, Jr.'],
];

export function makePeople(seed: number, size: number): readonly Person[] {
  const random = createRandom(seed);
  const used = new Map<string, number>();
  return Array.from({ length: size }, (_, number) => makePerson(random, used, number));
}

function makePerson(random: Random, used: Map<string, number>, number: number): Person {
  const name = makeName(random);
  const base = `${asciiOf(name.latinGiven)}.${asciiOf(name.latinSurname)}`;
  const count = (used.get(base) ?? 0) + 1;
  used.set(base, count);
  const upn = `${base}${count > 1 ? count : ''}@${pick(random, ['contoso.com', 'contoso.com', 'fabrikam.com'])}`;
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  return {
    given: name.given,
    surname: name.surname,
    display: name.display,
    upn,
    mail: random.chance(0.8) ? upn : `${base}${count}@mail.contoso.com`,
    employeeId: String(10_000_000 + ((number * 7_919 + 104_729) % 10_000_019)),
    objectId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  };
}

export type Name = {
  readonly given: string;
  readonly surname: string;
  readonly display: string;
  readonly latinGiven: string;
  readonly latinSurname: string;
};

export function makeName(random: Random): Name {
  const draw = random.below(100);
  if (draw < 5) return scriptName(random);
  if (draw < 9) return ownScript(random, pick(random, [arabic, russian]));
  if (draw < 10) {
    const [given, surname] = pick(random, hostile);
    return { given, surname, display: `${given} ${surname}`, latinGiven: given, latinSurname: surname };
  }
  return latinName(random);
}

function scriptName(random: Random): Name {
  const script = pick(random, scripts);
  const [surname, latinSurname] = pick(random, script.family);
  const [given, latinGiven] = pick(random, script.given);
  const own = `${surname}${script.gap}${given}`;
  const display = random.chance(0.5) ? own : `${latinGiven} ${latinSurname} (${own})`;
  return { given, surname, display, latinGiven, latinSurname };
}

function ownScript(random: Random, lists: typeof arabic): Name {
  const [given, latinGiven] = pick(random, lists.given);
  const [surname, latinSurname] = pick(random, lists.family);
  return { given, surname, display: `${given} ${surname}`, latinGiven, latinSurname };
}

function latinName(random: Random): Name {
  const language = pick(random, languages);
  const family = makeSurname(random, language);
  const second = random.chance(0.05) ? `-${makeSurname(random, pick(random, languages))}` : '';
  const surname = `${random.chance(0.05) ? pick(random, particles) : ''}${family}${second}`;
  const given = `${pick(random, language.given)}${random.chance(0.03) ? `-${pick(random, language.given)}` : ''}`;
  const display = random.chance(0.85) ? `${given} ${surname}` : `${surname}, ${given}`;
  return { given, surname, display, latinGiven: given, latinSurname: surname };
}

export function makeSurname(random: Random, { start, middle, end }: Language): string {
  const inner = Array.from({ length: random.below(3) }, () => pick(random, words(middle))).join('');
  return `${pick(random, words(start))}${inner}${pick(random, words(end))}`;
}

export function asciiOf(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/ł/giu, 'l')
    .replace(/[^A-Za-z0-9]/gu, '')
    .toLowerCase();
  return ascii === '' ? 'x' : ascii;
}

export function listingOf(person: Person): Listing {
  return {
    kind: 'user',
    id: person.objectId,
    displayName: person.display,
    fields: [
      { field: 'displayName', value: person.display },
      { field: 'givenName', value: person.given },
      { field: 'surname', value: person.surname },
      { field: 'userPrincipalName', value: person.upn },
      { field: 'mail', value: person.mail },
      { field: 'employeeId', value: person.employeeId },
      { field: 'objectId', value: person.objectId },
    ],
  };
}
