import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mappingWith, matching, scopedBy } from '../../support/mappings.ts';
import {
  ada,
  adaInTarget,
  attributeRow,
  ending,
  group,
  type Provisioned,
  person,
  provisioned,
  type Setup,
} from '../../support/provisioned.ts';
import { createTarget, type Held } from '../../support/systems/memory-target.ts';
import { failure } from '../../support/systems/memory-trouble.ts';

const everything = ({ events, record }: Provisioned): string => JSON.stringify([events, record]);
const secret = 'Top "Secret" Ångström & 1/2';
const spelled = [
  secret,
  secret.toUpperCase(),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
];

const expectHidden = (run: Provisioned): void => {
  const shown = everything(run);
  for (const text of spelled) {
    expect(shown).not.toContain(text);
    expect(shown).not.toContain(JSON.stringify(text).slice(1, -1));
  }
};

const redacting = (map: Held = {}) =>
  mappingWith({ map: { title: 'Redact([jobTitle])', ...(map as Record<string, string>) } });
const people = [ada({ jobTitle: secret })];

describe('a value that the schema redacts', () => {
  it('flows unchanged to the target', async () => {
    const run = await provisioned({ mapping: redacting(), people });

    expect(run.target.held('t-1')?.['title']).toBe(secret);
  });

  it('stands as [Redact] wherever its attribute is shown', async () => {
    const run = await provisioned({ mapping: redacting(), people });

    expect(attributeRow(run, 'title')).toMatchObject({
      source: [{ name: 'jobTitle', value: '[Redact]' }],
      wanted: '[Redact]',
      stored: '[Redact]',
    });
    expect(run.record.modifiedProperties).toContainEqual({ displayName: 'title', newValue: '[Redact]' });
  });

  type Situation = Setup & { readonly trouble?: 'older' | 'refusing' };

  it.each<[string, Situation]>([
    ['created', {}],
    ['previewed', { mode: 'preview' }],
    ['compared with an older one in the target', { trouble: 'older' }],
    ['refused with the value in the message', { trouble: 'refusing' }],
    ['put through another function', { mapping: redacting({ title: 'Redact(ToUpper([jobTitle]))' }) }],
    ['redacted within another function', { mapping: redacting({ title: 'ToUpper(Redact([jobTitle]))' }) }],
    [
      'read by a scoping filter',
      {
        mapping: mappingWith({
          map: { title: 'Redact([jobTitle])' },
          scope: scopedBy('T', 'jobTitle EQUALS', 'x'),
        }),
      },
    ],
    [
      'used by an expression that fails',
      { mapping: redacting({ nickName: 'Mid([jobTitle], "x", [jobTitle])' }) },
    ],
  ])('appears nowhere in the events when it is %s', async (_, setup) => {
    const target = createTarget({
      objects:
        setup.trouble === 'older'
          ? [{ ref: 't-ada', attributes: { ...adaInTarget, title: secret.toUpperCase() } }]
          : [],
    });
    if (setup.trouble === 'refusing')
      target.fails('create', failure('attribute.rejected', { message: `"${secret}" is bad.` }));

    const run = await provisioned({ mapping: redacting(), people, ...setup, target });

    expectHidden(run);
  });

  it.each(['Redact([jobTitle])', 'ToUpper(Redact([jobTitle]))'])(
    'is hidden as a matching value, too: %s',
    async (expression) => {
      const mapping = mappingWith({ map: { userName: matching(expression, 1) } });
      const target = createTarget({
        objects: [
          { ref: 't-1st', attributes: { userName: secret.toUpperCase() } },
          { ref: 't-2nd', attributes: { userName: secret } },
        ],
      });

      const created = await provisioned({ mapping, people });
      const ambiguous = await provisioned({ mapping, people, target });

      expectHidden(created);
      expectHidden(ambiguous);
      expect(ambiguous.record.evidence.reason).toBe('match.ambiguous');
    },
  );

  it('is hidden as the name of a matched object', async () => {
    const mapping = mappingWith({
      map: { userName: 'Redact([jobTitle])', department: matching('[department]', 1) },
    });
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: { ...adaInTarget, userName: secret } }],
    });

    const run = await provisioned({
      mapping,
      people: [ada({ jobTitle: 'new', accountEnabled: false })],
      target,
    });

    expect(run.asked).toHaveLength(1);
    expectHidden(run);
  });

  it('of chosen members is hidden in a group’s run', async () => {
    const memberMapping = mappingWith({ map: { userName: matching('Redact([jobTitle])', 1) } });

    const run = await provisioned({
      subject: { kind: 'group', id: 'sales', members: ['a'] },
      people: [group('sales'), person('a', { jobTitle: secret })],
      groups: { sales: ['a'] },
      memberMapping,
    });

    expectHidden(run);
  });

  it('does not change what the program reads, even when it is one of its words or a truth', async () => {
    for (const word of [
      'action',
      'Success',
      'true',
      'status',
      'sent',
      'Create',
      'step.finished',
      'EntryImport',
      'name',
      'True',
    ]) {
      const run = await provisioned({ mapping: redacting(), people: [ada({ jobTitle: word })] });

      expect(ending(run)).toBe('end: succeeded Create');
      expect(run.record.evidence.cards.map(({ step }) => step)).toEqual([
        'import',
        'scope',
        'match',
        'action',
      ]);
    }
  });

  it('may be anything at all: half characters, quotes, numbers, patterns', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 12 }), async (title) => {
        const run = await provisioned({ mapping: redacting(), people: [ada({ jobTitle: title })] });

        expect(ending(run)).toBe('end: succeeded Create');
        expect(everything(run)).not.toContain(JSON.stringify(title).slice(1, -1));
      }),
      { numRuns: 50 },
    );
  });

  it('that contains another one leaves nothing of itself behind', async () => {
    const mapping = mappingWith({ map: { title: 'Redact([jobTitle])', nickName: 'Redact([givenName])' } });

    const run = await provisioned({ mapping, people: [ada({ givenName: 'Kim', jobTitle: 'Kim Quimby' })] });

    expect(everything(run)).not.toContain('Quimby');
  });
});

describe('a password', () => {
  it.each([
    ['a constant', '"correct horse battery"', 'correct horse'],
    ['taken from the source', '[jobTitle]', 'correct horse'],
    ['changed by an expression', 'ToUpper([jobTitle])', 'CORRECT HORSE'],
  ])('never appears in the events: %s', async (_, expression, password) => {
    const mapping = mappingWith({ map: { password: expression } });

    const run = await provisioned({ mapping, people: [ada({ jobTitle: 'correct horse battery' })] });

    expect(String(run.target.held('t-1')?.['password'])).toContain(password);
    expect(everything(run).toLowerCase()).not.toContain('correct horse');
  });

  it('that was changed may be told: the time of it is no secret', async () => {
    const mapping = mappingWith({
      map: { LastPasswordChangeTimestamp: '[jobTitle]' },
      define: { LastPasswordChangeTimestamp: {} },
    });

    const run = await provisioned({ mapping, people: [ada({ jobTitle: '2026-02-01' })] });

    expect(attributeRow(run, 'LastPasswordChangeTimestamp').wanted).toBe('2026-02-01');
  });

  it('that is made at random never appears in the events', async () => {
    const mapping = mappingWith({ map: { password: 'RandomString(16, 2, 2, 2, 2)' } });

    const run = await provisioned({ mapping });

    const made = String(run.target.held('t-1')?.['password']);
    expect(made).toHaveLength(16);
    expect(everything(run)).not.toContain(JSON.stringify(made).slice(1, -1));
  });

  it('of the source is not shown on the Import card', async () => {
    const mapping = mappingWith({
      defineSource: { 'passwordProfile.password': {} },
      map: { password: '[passwordProfile.password]' },
    });

    const run = await provisioned({
      mapping,
      people: [ada({ 'passwordProfile.password': 'correct horse' })],
    });

    expect(run.target.held('t-1')?.['password']).toBe('correct horse');
    expect(everything(run)).not.toContain('correct horse');
  });
});
