import { z } from 'zod';
import type { Attributes } from '../../../domain/model/value.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const attributes = z
  .record(z.string(), z.union([scalar, z.array(scalar)]))
  .transform((held): Attributes => new Map(Object.entries(held)));

const story = z.string().optional();

/** One object of a sample system, its attributes under the names of the synchronization schema. */
const storedObject = z.strictObject({ id: z.string().min(1), type: z.string().min(1), story, attributes });
export type StoredObject = Omit<z.output<typeof storedObject>, 'story'>;
export const storedObjects = z.looseObject({ objects: z.array(storedObject) });

/** The organizational units of the sample forest, which no provisioning creates. */
export const forestFile = z.object({ containers: z.array(z.string()), objects: z.array(storedObject) });

const worker = storedObject.extend({
  profile: z.enum(['Employee', 'Contingent']).default('Employee'),
  /** A day in the future makes a future hire. */
  hireDate: z.iso.date().optional(),
  /** What differs in the answer as of the hire date. */
  asOfHireDate: attributes.optional(),
});
export type Worker = z.output<typeof worker>;
export const workersFile = z.object({ objects: z.array(worker) });

const employment = z.object({
  userId: z.string(),
  status: z.string(),
  startDate: z.iso.date(),
  endDate: z.iso.date().optional(),
});
const person = storedObject.extend({
  startDate: z.iso.date().optional(),
  asOfStartDate: attributes.optional(),
  employments: z.array(employment).default([]),
  /** personEmpTerminationInfoNav is null for this person. */
  withoutTerminationInfo: z.boolean().default(false),
});
export type PerPersonRecord = z.output<typeof person>;
export const personsFile = z.object({ objects: z.array(person) });

const appAssignments = z.object({
  roles: z.array(z.object({ name: z.string(), entitles: z.boolean() })),
  assignments: z.array(z.object({ principal: z.string(), role: z.string() })),
});
export type AppAssignments = z.output<typeof appAssignments>;
export const assignmentsFile = z.record(z.string(), appAssignments);

export const linksFile = z.record(
  z.string(),
  z.array(z.object({ source: z.string(), target: z.string(), objectType: z.string() })),
);

/**
 * Changes to the sources for a demonstration ("give her another title"): per source and object id the attributes that
 * differ, null for one that is gone, and per app the principals that have lost their assignment.
 */
export const overlayFile = z.object({
  changes: z
    .record(
      z.string(),
      z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar), z.null()]))),
    )
    .default({}),
  unassigned: z.record(z.string(), z.array(z.string())).default({}),
});
export type TenantOverlay = z.output<typeof overlayFile>;

/** One line of the log in which a target keeps its changes. */
export const logLine = z.union([
  z.strictObject({ put: storedObject }),
  z.strictObject({ delete: z.string() }),
]);

/** A stored object as the log writes it. */
export const plainObject = ({ id, type, attributes: held }: StoredObject) => ({
  id,
  type,
  attributes: Object.fromEntries(held),
});
