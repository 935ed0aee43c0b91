import { describe, expect, it } from 'vitest';
import { fileConfig, fileShape } from '../../src/workspace/file-config.ts';
import { parseProvisionFile } from '../../src/workspace/provision-file.ts';
import { describeIssue } from '../../src/workspace/workspace-issue.ts';

const fileOf = (source: Readonly<Record<string, unknown>>) =>
  parseProvisionFile(
    JSON.stringify({
      name: 'N',
      apps: [
        {
          id: 'a',
          displayName: 'A',
          kind: 'entra-to-saas',
          schema: 's.json',
          source: { connector: 'file', ...source },
          target: { connector: 'sample', system: 'tenant2' },
        },
      ],
    }),
    'provision.json',
  );

const issuesOf = (source: Readonly<Record<string, unknown>>): readonly string[] => {
  const parsed = fileOf(source);
  return parsed.ok
    ? []
    : parsed.error.map((issue) => describeIssue(issue).replace(/^provision\.json:\d+:\d+ /u, ''));
};

const configOf = (source: Readonly<Record<string, unknown>>) =>
  fileConfig(fileShape.parse({ connector: 'file', ...source }), (path) => `/ws/${path}`);

describe('a source that is a file', () => {
  it.each([
    ['people.jsonl', 'json-lines'],
    ['people.ndjson', 'json-lines'],
    ['exports/people.JSON', 'json'],
    ['people.csv', 'csv'],
    ['people.ldif', 'ldif'],
    ['people.ldf', 'ldif'],
  ])('has in %s the format %s', (path, format) => {
    expect(configOf({ path }).users).toEqual({ path: `/ws/${path}`, format });
  });

  it('takes another format for both files, and its defaults', () => {
    expect(configOf({ path: 'people.txt', groups: 'groups.json', format: 'csv' })).toEqual({
      connector: 'file',
      users: { path: '/ws/people.txt', format: 'csv' },
      groups: { path: '/ws/groups.json', format: 'csv' },
      delimiter: ',',
      valueSeparator: ';',
    });
  });

  it('keeps every setting', () => {
    const settings = { id: 'WorkerID', assigned: 'licensed', members: 'uniqueMember', delimiter: '\t' };

    expect(configOf({ path: 'people.csv', ...settings, valueSeparator: '|' })).toMatchObject({
      ...settings,
      valueSeparator: '|',
    });
  });

  it.each([
    [
      { path: 'people.xlsx' },
      'apps[0].source.format: the extension does not say which format the file has. Add "format"',
    ],
    [{ path: 'people.csv', groups: 'groups' }, 'apps[0].source.format: the extension does not say'],
    [
      { path: 'people.csv', format: 'yaml' },
      'apps[0].source.format: this value is not possible here. Use one of "json-lines"',
    ],
    [{}, 'apps[0].source.path: this key is missing'],
    [{ path: 'people.csv', seperator: ';' }, 'apps[0].source.seperator: this key is unknown'],
    [{ path: 'people.csv', groupes: 'g.csv' }, 'Did you mean "groups"?'],
    [{ path: 'people.csv', delimiter: 'x' }, 'apps[0].source.delimiter: this value is not possible here'],
  ])('refuses %j', (source, expected) => {
    expect(issuesOf(source).join('\n')).toContain(expected);
  });
});
