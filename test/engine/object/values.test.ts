import { describe, expect, it } from 'vitest';
import { mappingWith, noSource } from '../../support/mappings.ts';
import { ada, adaInTarget, attributeRow, ending, provisioned, story } from '../../support/provisioned.ts';
import { createTarget, type Held } from '../../support/systems/memory-target.ts';

const targetWith = (change: Held = {}) =>
  createTarget({ objects: [{ ref: 't-ada', attributes: { ...adaInTarget, ...change } }] });
const unique = (...rules: readonly string[]) =>
  mappingWith({
    map: {
      nickName: {
        source: { expression: `SelectUniqueValue(${rules.join(', ')})` },
        flowType: 'ObjectAddOnly',
      },
    },
  });

describe('default values', () => {
  const mapping = mappingWith({
    map: { title: { source: { expression: '[jobTitle]' }, defaultValue: 'Employee' } },
  });

  it('stand in for a missing source value when the object is created', async () => {
    const run = await provisioned({ mapping });

    expect(run.target.held('t-1')?.['title']).toBe('Employee');
  });

  it('are no part of an update', async () => {
    const run = await provisioned({ mapping, target: targetWith() });

    expect(ending(run)).toBe('end: redundant Other');
    expect(run.target.held('t-ada')).not.toHaveProperty('title');
  });

  it('of a mapping without a source fill an empty target attribute, on an update, too', async () => {
    const constant = mappingWith({ map: { title: noSource({ defaultValue: 'Employee' }) } });

    const empty = await provisioned({ mapping: constant, target: targetWith() });
    const filled = await provisioned({ mapping: constant, target: targetWith({ title: 'Boss' }) });

    expect(empty.target.held('t-ada')?.['title']).toBe('Employee');
    expect(filled.target.writes).toEqual([]);
  });
});

describe('required target attributes', () => {
  it.each([
    ['the source has no value', {}, undefined],
    ['the source value is empty', {}, ''],
    ['the mapping has no source', { title: noSource() }, 'Boss'],
    [
      'the expression takes itself out of the flow',
      { title: 'IgnoreFlowIfNullOrEmpty([jobTitle])' },
      undefined,
    ],
  ])('without a value skip the creation as AttributeValidationFailed: %s', async (_, map, jobTitle) => {
    const mapping = mappingWith({
      map: { title: '[jobTitle]', ...map },
      define: { title: { required: true } },
    });

    const run = await provisioned({ mapping, people: [ada({ jobTitle })] });

    expect(story(run).slice(-2)).toEqual([
      'action: Skipped (AttributeValidationFailed)',
      'end: skipped Other',
    ]);
    expect(run.record.provisioningSteps.at(-1)?.details).toMatchObject({
      SkipReason: 'AttributeValidationFailed',
      PropertyName: 'title',
    });
    expect(run.target.writes).toEqual([]);
  });

  it('without a value are all named at once', async () => {
    const mapping = mappingWith({
      map: { title: '[jobTitle]', nickName: '[givenName]' },
      define: { title: { required: true }, nickName: { required: true } },
    });

    const run = await provisioned({ mapping });

    expect(run.record.provisioningSteps.at(-1)?.details['PropertyName']).toBe('title, nickName');
  });

  it('fall back on the default value of the target schema', async () => {
    const mapping = mappingWith({
      map: { title: '[jobTitle]' },
      define: { title: { required: true, defaultValue: 'Employee' } },
    });

    const run = await provisioned({ mapping });

    expect(run.target.held('t-1')?.['title']).toBe('Employee');
  });

  it('do not disturb an update: the target keeps what it has', async () => {
    const mapping = mappingWith({ map: { title: '[jobTitle]' }, define: { title: { required: true } } });

    const run = await provisioned({ mapping, target: targetWith({ title: 'Boss' }) });

    expect(ending(run)).toBe('end: redundant Other');
    expect(attributeRow(run, 'title')).toMatchObject({
      fate: 'kept',
      because: 'kept: empty values do not flow',
    });
  });

  it('that can never be written do not stand in the way', async () => {
    const mapping = mappingWith({
      map: { title: '[jobTitle]' },
      define: { title: { required: true, mutability: 'ReadOnly' } },
    });

    const run = await provisioned({ mapping });

    expect(ending(run)).toBe('end: succeeded Create');
  });
});

describe('empty source values', () => {
  it('do not flow: the target keeps the old value, and the outcome and the details say so', async () => {
    const run = await provisioned({ people: [ada({ department: undefined })], target: targetWith() });

    expect(ending(run)).toBe('end: redundant Other');
    expect(run.record.statusInfo.reason ?? run.record.evidence.cards.at(-1)?.sentence).toContain(
      'kept in the target: department',
    );
    expect(attributeRow(run, 'department')).toMatchObject({
      original: 'Sales',
      fate: 'kept',
      because: 'kept: empty values do not flow',
    });
  });
});

describe('an update beside an empty source value', () => {
  it('names what the target kept', async () => {
    const people = [ada({ department: undefined, displayName: 'Ada King' })];
    const run = await provisioned({ people, target: targetWith() });

    const action = run.record.evidence.cards.find(({ step }) => step === 'action');
    expect(action?.sentence).toContain('1 attribute. Kept in the target: department.');
  });
});

describe('expressions', () => {
  it('that cannot be evaluated fail the card, naming every attribute', async () => {
    const mapping = mappingWith({ map: { title: 'Mid([displayName], "x", 1)', nickName: 'Nope([mail])' } });

    const run = await provisioned({ mapping });

    expect(story(run).slice(-2)).toEqual(['action: Failure (expression.failed)', 'end: failed Other']);
    expect(run.record.statusInfo.reason).toMatch(/title: .*nickName: /);
    expect(attributeRow(run, 'title').fate).toBe('invalid');
    expect(run.target.writes).toEqual([]);
  });

  it('of attributes that are set only on creation cannot disturb an update', async () => {
    const mapping = mappingWith({
      map: { title: { source: { expression: 'Mid([displayName], "x", 1)' }, flowType: 'ObjectAddOnly' } },
    });

    const run = await provisioned({ mapping, target: targetWith() });

    expect(ending(run)).toBe('end: redundant Other');
  });

  it('with IgnoreObjectFlow leave the whole object out', async () => {
    const mapping = mappingWith({ map: { title: 'IIF([department] = "Sales", IgnoreObjectFlow, "x")' } });

    const run = await provisioned({ mapping });

    expect(run.record.evidence.reason).toBe('ObjectFiltered');
    expect(run.target.writes).toEqual([]);
  });

  it('are kept with their trace, so that each result can be explained', async () => {
    const mapping = mappingWith({ map: { title: 'ToUpper([department])' } });

    const run = await provisioned({ mapping });

    expect(attributeRow(run, 'title')).toMatchObject({
      expression: 'ToUpper([department])',
      source: [{ name: 'department', value: 'Sales' }],
      wanted: 'SALES',
      stored: 'SALES',
      trace: { value: 'SALES', children: [{ value: 'Sales' }] },
    });
  });

  it('that were stopped before a write do not claim that anything was sent', async () => {
    const mapping = mappingWith({ map: { title: '[jobTitle]' }, define: { title: { required: true } } });

    const run = await provisioned({ mapping });

    expect(run.record.evidence.act?.attributes.map(({ fate }) => fate)).not.toContain('sent');
  });
});

describe('SelectUniqueValue', () => {
  const taken = (...names: readonly string[]) =>
    createTarget({
      objects: names.map((nickName, at) => ({ ref: `t-other${at}`, attributes: { nickName } })),
    });

  it('takes the first value that nobody in the target has, and tells which were taken', async () => {
    const run = await provisioned({
      mapping: unique('"ada"', '"ada1"', '"ada2"'),
      target: taken('ada', 'ADA1'),
    });

    expect(run.target.held('t-1')?.['nickName']).toBe('ada2');
    expect(attributeRow(run, 'nickName').because).toBe('ada is taken; ada1 is taken; ada2 is free');
  });

  it('asks no further once a value is free', async () => {
    const run = await provisioned({ mapping: unique('"ada"', '"ada1"', '"ada2"') });

    // The matching attribute is asked first.
    expect(run.target.calls.filter((call) => call === 'find')).toHaveLength(2);
  });

  it('passes over rules without a value', async () => {
    const run = await provisioned({ mapping: unique('[jobTitle]', '"ada1"') });

    expect(run.target.held('t-1')?.['nickName']).toBe('ada1');
    expect(attributeRow(run, 'nickName').because).toBe('[jobTitle] gives no value; ada1 is free');
  });

  it('fails as value.notUnique when every value is taken', async () => {
    const run = await provisioned({ mapping: unique('"ada"', '"ada1"'), target: taken('ada', 'ada1') });

    expect(story(run).slice(-2)).toEqual(['action: Failure (value.notUnique)', 'end: failed Other']);
    expect(run.record.statusInfo.reason).toBe('No value is free for nickName: ada is taken; ada1 is taken.');
    expect(run.target.writes).toEqual([]);
  });

  it('is not asked for an object that exists', async () => {
    const run = await provisioned({
      mapping: unique('"ada"', '"ada1"'),
      target: targetWith({ nickName: 'other' }),
    });

    expect(ending(run)).toBe('end: redundant Other');
  });
});
