import type { Subject } from '../../../src/domain/model/subject.ts';

/**
 * What one run on the SaaS sample app may send, by purpose. The probe proves address, credentials and filter at once;
 * whoever is not linked yet is looked for by each matching attribute until one has a hit; references are written once
 * the object exists; after every write the object is read back.
 */
export type Minimum = {
  readonly probe: number;
  readonly match: number;
  readonly references: number;
  readonly write: number;
  readonly readBack: number;
};

export type Scenario = {
  readonly name: string;
  readonly subject: Subject;
  readonly expects: string;
  readonly minimum: Minimum;
};

const user = (name: string): Subject => ({ kind: 'user', id: `${name}@larkspur.example` });

/** In this order on one new server: the second run of Inês finds her equal, and linked by the first. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'create, with a manager',
    subject: user('ines.carvalho'),
    expects: 'Create Success',
    // The manager is looked for by one query and written by a request of its own.
    minimum: { probe: 1, match: 2, references: 2, write: 1, readBack: 1 },
  },
  {
    name: 'redundant, linked',
    subject: user('ines.carvalho'),
    expects: 'Other Skipped',
    minimum: { probe: 1, match: 1, references: 1, write: 0, readBack: 0 },
  },
  {
    name: 'update',
    subject: user('noah.lindqvist'),
    expects: 'Update Success',
    minimum: { probe: 1, match: 1, references: 0, write: 1, readBack: 1 },
  },
  {
    name: 'disable, linked',
    subject: user('bruno.keller'),
    expects: 'Disable Success',
    minimum: { probe: 1, match: 1, references: 0, write: 1, readBack: 1 },
  },
  {
    name: 'group with five members',
    subject: {
      kind: 'group',
      id: '60000000-0000-4000-8000-000000000300',
      members: [
        '42597426-8cc6-4f4d-8664-8c0148b5e081',
        'bfa5ae6f-95b8-426f-82fb-4beb1bfcbc7e',
        '67453797-e9ef-4c87-8cf0-30f56d05bc0d',
        'b32b972c-1c8d-42ec-8d22-18a0ae5a2c67',
        '8fc4e949-e371-4d43-85ed-11c933e7828b',
      ],
    },
    expects: 'Create Success',
    // Each member is looked for by one query; all of them are added by one request.
    minimum: { probe: 1, match: 1, references: 6, write: 1, readBack: 1 },
  },
];

export const sum = ({ probe, match, references, write, readBack }: Minimum): number =>
  probe + match + references + write + readBack;
