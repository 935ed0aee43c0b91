export type Office = {
  readonly city: string;
  readonly region: string;
  readonly country: string;
  /** ISO 3166-1: two letters, and the number AD keeps as countryCode. */
  readonly twoLetter: string;
  readonly numeric: string;
  readonly postalCode: string;
  readonly street: string;
  readonly phone: string;
  readonly language: string;
  /** The Americas, the British Isles and Asia keep their staff in Workday, the European subsidiary in SuccessFactors. */
  readonly hr: 'workday' | 'successfactors';
};

const office = (
  hr: Office['hr'],
  city: string,
  region: string,
  [country, twoLetter, numeric]: readonly [string, string, string],
  [postalCode, street, phone, language]: readonly [string, string, string, string],
): Office => ({ hr, city, region, country, twoLetter, numeric, postalCode, street, phone, language });

const usa = ['United States', 'US', '840'] as const;

/** Where the company works. Seattle has just been opened: its organizational unit does not exist yet. */
export const offices = {
  dallas: office('workday', 'Dallas', 'Texas', usa, [
    '75202',
    '1200 Commerce Street',
    '+1 214 555 01',
    'en-US',
  ]),
  austin: office('workday', 'Austin', 'Texas', usa, [
    '78701',
    '400 Congress Avenue',
    '+1 512 555 01',
    'en-US',
  ]),
  seattle: office('workday', 'Seattle', 'Washington', usa, [
    '98101',
    '801 Pike Street',
    '+1 206 555 01',
    'en-US',
  ]),
  london: office(
    'workday',
    'London',
    'England',
    ['United Kingdom', 'GB', '826'],
    ['EC1A 1BB', '7 Long Lane', '+44 20 7946 09', 'en-GB'],
  ),
  tokyo: office(
    'workday',
    'Tokyo',
    'Tokyo',
    ['Japan', 'JP', '392'],
    ['100-0005', '1-9 Marunouchi', '+81 3 5550 01', 'ja-JP'],
  ),
  shanghai: office(
    'workday',
    'Shanghai',
    'Shanghai',
    ['China', 'CN', '156'],
    ['200120', '88 Century Avenue', '+86 21 5550 01', 'zh-CN'],
  ),
  seoul: office(
    'workday',
    'Seoul',
    'Seoul',
    ['South Korea', 'KR', '410'],
    ['04524', '110 Sejong-daero', '+82 2 5550 01', 'ko-KR'],
  ),
  hyderabad: office(
    'workday',
    'Hyderabad',
    'Telangana',
    ['India', 'IN', '356'],
    ['500081', '12 HITEC City Road', '+91 40 5550 01', 'en-IN'],
  ),
  dubai: office(
    'workday',
    'Dubai',
    'Dubai',
    ['United Arab Emirates', 'AE', '784'],
    ['00000', '3 Harbour Street', '+971 4 555 01', 'ar-AE'],
  ),
  saopaulo: office(
    'workday',
    'São Paulo',
    'São Paulo',
    ['Brazil', 'BR', '076'],
    ['01310-100', 'Avenida Paulista 900', '+55 11 5550 01', 'pt-BR'],
  ),
  berlin: office(
    'successfactors',
    'Berlin',
    'Berlin',
    ['Germany', 'DE', '276'],
    ['10117', 'Friedrichstraße 44', '+49 30 5550 01', 'de-DE'],
  ),
  lyon: office(
    'successfactors',
    'Lyon',
    'Auvergne-Rhône-Alpes',
    ['France', 'FR', '250'],
    ['69002', '18 rue de la République', '+33 4 5550 01', 'fr-FR'],
  ),
  gdansk: office(
    'successfactors',
    'Gdańsk',
    'Pomorskie',
    ['Poland', 'PL', '616'],
    ['80-831', 'ul. Długa 21', '+48 58 555 01', 'pl-PL'],
  ),
  lisbon: office(
    'successfactors',
    'Lisboa',
    'Lisboa',
    ['Portugal', 'PT', '620'],
    ['1100-148', 'Rua Augusta 10', '+351 21 555 01', 'pt-PT'],
  ),
  izmir: office(
    'successfactors',
    'İzmir',
    'İzmir',
    ['Türkiye', 'TR', '792'],
    ['35210', 'Cumhuriyet Bulvarı 5', '+90 232 555 01', 'tr-TR'],
  ),
  brno: office(
    'successfactors',
    'Brno',
    'Jihomoravský kraj',
    ['Czechia', 'CZ', '203'],
    ['602 00', 'Náměstí Svobody 3', '+420 5 5550 01', 'cs-CZ'],
  ),
  stockholm: office(
    'successfactors',
    'Stockholm',
    'Stockholms län',
    ['Sweden', 'SE', '752'],
    ['111 22', 'Vasagatan 9', '+46 8 555 01', 'sv-SE'],
  ),
  milan: office(
    'successfactors',
    'Milano',
    'Lombardia',
    ['Italy', 'IT', '380'],
    ['20121', 'Via Dante 14', '+39 02 5550 01', 'it-IT'],
  ),
  athens: office(
    'successfactors',
    'Αθήνα',
    'Αττική',
    ['Greece', 'GR', '300'],
    ['105 57', 'Ερμού 12', '+30 21 5550 01', 'el-GR'],
  ),
  utrecht: office(
    'successfactors',
    'Utrecht',
    'Utrecht',
    ['Netherlands', 'NL', '528'],
    ['3511 AA', 'Oudegracht 70', '+31 30 555 01', 'nl-NL'],
  ),
} as const satisfies Readonly<Record<string, Office>>;

export type OfficeKey = keyof typeof offices;

export const departments = [
  'Engineering',
  'Sales',
  'Marketing',
  'Finance',
  'Operations',
  'People',
  'Legal',
  'Support',
] as const;

export const titles: Readonly<Record<(typeof departments)[number], readonly string[]>> = {
  Engineering: [
    'Software Engineer',
    'Senior Software Engineer',
    'Optical Engineer',
    'Test Engineer',
    'Firmware Engineer',
  ],
  Sales: ['Account Executive', 'Sales Engineer', 'Inside Sales Representative', 'Channel Lead'],
  Marketing: ['Brand Specialist', 'Content Editor', 'Event Coordinator', 'Market Researcher'],
  Finance: ['Accountant', 'Financial Analyst', 'Payroll Specialist', 'Controller'],
  Operations: ['Buyer', 'Logistics Planner', 'Plant Technician', 'Quality Inspector'],
  People: ['Recruiter', 'People Partner', 'Learning Specialist'],
  Legal: ['Counsel', 'Contract Specialist', 'Privacy Officer'],
  Support: ['Support Specialist', 'Field Technician', 'Knowledge Editor'],
};
