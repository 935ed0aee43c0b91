import type {
  ActionEvidence,
  AttributeEvidence,
  AttributeFate,
  MemberEvidence,
  MemberFate,
} from '../../engine/run/evidence.ts';
import { counted } from '../../engine/wording.ts';
import { gridLines } from '../text/grid.ts';
import { blank, hanging, indented, type Line, line, span, type TextSpan, type Tone } from '../text/line.ts';
import { attributeFateWord, memberFateTone, memberFateWord } from '../words.ts';
import { type DetailsPaper, heading, muted, pairs, point, valueSpan } from './paper.ts';
import { traceLines } from './trace-lines.ts';

/** From this width on the attributes stand in one table; below it each has its own block. */
const TABLE_WIDTH = 130;

const fateTones: Readonly<Partial<Record<AttributeFate, Tone>>> = {
  sent: 'good',
  refused: 'bad',
  unknown: 'warn',
  invalid: 'bad',
};

/** Fates that deserve to be read first. */
const notable: ReadonlySet<AttributeFate> = new Set(['sent', 'refused', 'unknown', 'invalid']);

function fateSpan(attribute: AttributeEvidence, isPreview: boolean): TextSpan {
  const tone = fateTones[attribute.fate] ?? 'muted';
  return span(attributeFateWord(attribute.fate, isPreview), { tone });
}

const sourceText = ({ source }: AttributeEvidence): string =>
  source.map(({ name, value }) => `${name} = ${value}`).join(', ');

function storedSpan(attribute: AttributeEvidence): TextSpan {
  if (attribute.differs === true) return valueSpan(attribute.stored, { tone: 'warn', bold: true });
  return valueSpan(attribute.stored);
}

/** The target answered with something else than what was sent. */
const differsLine = line(span('differs from what was sent', { tone: 'warn' }));

function storedRows(attribute: AttributeEvidence): readonly (readonly [string, TextSpan])[] {
  if (attribute.stored === undefined && attribute.differs !== true) return [];
  return [['Stored', storedSpan(attribute)]];
}

function because(attribute: AttributeEvidence): readonly Line[] {
  return attribute.because === undefined ? [] : [hanging(2, span(attribute.because, { tone: 'muted' }))];
}

function trace(attribute: AttributeEvidence): readonly Line[] {
  if (attribute.trace === undefined || attribute.trace.children.length === 0) return [];
  return [muted('Evaluation'), ...indented(2, traceLines(attribute.trace))];
}

function attributeBlock(
  paper: DetailsPaper,
  attribute: AttributeEvidence,
  isPreview: boolean,
): readonly Line[] {
  const inner = { ...paper, width: paper.width - 2 };
  const source = attribute.source.length === 0 ? undefined : sourceText(attribute);
  return [
    line(span(attribute.target, { bold: true }), '  ', fateSpan(attribute, isPreview)),
    ...indented(2, [
      ...because(attribute),
      ...pairs(inner, [
        ['Source', valueSpan(source)],
        ['Expression', span(attribute.expression)],
        ['Original', valueSpan(attribute.original)],
        ['Modified', valueSpan(attribute.wanted)],
        ...storedRows(attribute),
      ]),
      ...(attribute.differs === true ? [differsLine] : []),
      ...trace(attribute),
    ]),
    blank,
  ];
}

const tableTitles = [
  'Target attribute',
  'Source value',
  'Expression',
  'Original',
  'Modified',
  'Stored',
  'Result',
];

function tableRow(attribute: AttributeEvidence, isPreview: boolean): readonly TextSpan[] {
  return [
    span(attribute.target, { bold: true }),
    valueSpan(attribute.source.length === 0 ? undefined : sourceText(attribute)),
    span(attribute.expression),
    valueSpan(attribute.original),
    valueSpan(attribute.wanted),
    storedSpan(attribute),
    fateSpan(attribute, isPreview),
  ];
}

/** What does not fit into a table row: reasons and evaluations, below it. */
function tableRemarks(attributes: readonly AttributeEvidence[]): readonly Line[] {
  return attributes.flatMap((attribute) => {
    const remarks = [
      ...because(attribute),
      ...(attribute.differs === true ? [differsLine] : []),
      ...trace(attribute),
    ];
    return remarks.length === 0
      ? []
      : [line(span(attribute.target, { bold: true })), ...indented(2, remarks)];
  });
}

function attributesSection(
  paper: DetailsPaper,
  attributes: readonly AttributeEvidence[],
  isPreview: boolean,
) {
  if (paper.width < TABLE_WIDTH) {
    return attributes.flatMap((attribute) => attributeBlock(paper, attribute, isPreview));
  }
  const rows = attributes.map((attribute) => tableRow(attribute, isPreview));
  const table = gridLines({ titles: tableTitles, rows }, paper.width, paper.theme);
  const remarks = tableRemarks(attributes);
  return [...table, ...(remarks.length === 0 ? [] : [blank, ...remarks]), blank];
}

/** Per target attribute: where its value comes from, what was there, what was sent, what the target stored. */
export function attributesPage(
  paper: DetailsPaper,
  evidence: ActionEvidence,
  isPreview: boolean,
): readonly Line[] {
  const first = evidence.attributes.filter(({ fate }) => notable.has(fate));
  const rest = evidence.attributes.filter(({ fate }) => !notable.has(fate));
  return [
    ...evidence.notes.map((note) => point(paper, note)),
    ...(evidence.notes.length === 0 ? [] : [blank]),
    heading(`Modified attributes (${first.length})`),
    ...(first.length === 0 ? [muted('None.'), blank] : attributesSection(paper, first, isPreview)),
    ...(rest.length === 0 ? [] : [heading(`Other attributes (${rest.length})`)]),
    ...(rest.length === 0 ? [] : attributesSection(paper, rest, isPreview)),
  ];
}

/** Of a member who was not chosen only the id in the target is known. */
function memberFacts({
  id,
  inSourceGroup,
  target,
}: MemberEvidence): readonly (readonly [string, TextSpan])[] {
  const inTarget = ['Target id', valueSpan(target)] as const;
  if (inSourceGroup === undefined) return [inTarget];
  return [
    ['Source group', span(inSourceGroup ? 'MEMBER' : 'Not a member')],
    ['Source id', span(id)],
    inTarget,
  ];
}

function memberLines(paper: DetailsPaper, member: MemberEvidence): readonly Line[] {
  const inner = { ...paper, width: paper.width - 2 };
  return [
    line(
      span(member.displayName, { bold: true }),
      '  ',
      span(memberFateWord(member.fate), { tone: memberFateTone(member.fate) }),
    ),
    ...indented(2, [
      hanging(2, span(member.because, { tone: 'muted' })),
      ...pairs(inner, memberFacts(member)),
    ]),
    blank,
  ];
}

const vanishedFates: ReadonlySet<MemberFate> = new Set(['lost', 'restored']);

/** Each chosen member, whether the source group has it, and what was done; before them whoever vanished. */
export function membersPage(paper: DetailsPaper, members: readonly MemberEvidence[]): readonly Line[] {
  const vanished = members.filter(({ fate }) => vanishedFates.has(fate));
  const rest = members.filter(({ fate }) => !vanishedFates.has(fate));
  const chosen = members.filter(({ inSourceGroup }) => inSourceGroup !== undefined).length;
  return [
    ...(vanished.length === 0 ? [] : [heading(`Members that nobody asked to remove (${vanished.length})`)]),
    ...vanished.flatMap((member) => memberLines(paper, member)),
    muted(`${counted(chosen, 'member')} chosen. All others of the group are left alone.`),
    blank,
    ...rest.flatMap((member) => memberLines(paper, member)),
  ];
}
