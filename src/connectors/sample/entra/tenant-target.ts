import { asRef, type Entry, type Ref } from '../../../domain/model/entry.ts';
import { type Attributes, type AttributeValue, texts } from '../../../domain/model/value.ts';
import { comparable } from '../../../domain/planning/compare.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Draft, Op, SystemIdentity, Target, TargetQuery, Update, Write } from '../../../engine/port.ts';
import { applyDeltas } from '../store/deltas.ts';
import { exchanged, exchangedTogether, type Request, unsent } from '../store/exchange.ts';
import type { ObjectStore, Objects } from '../store/object-store.ts';
import type { StoredObject } from '../store/records.ts';
import { selectedEntry } from '../store/selected-entry.ts';

/** What is particular about one sample tenant; everything else is the same for both. */
export type TenantRules = {
  readonly identity: SystemIdentity;
  /** The attribute that holds the immutable id. */
  readonly anchor: string;
  readonly newId: () => string;
  /** The attributes that the tenant makes of a draft. */
  readonly created: (attributes: Attributes) => Result<Attributes, Failure>;
  /** The attributes that the tenant makes of an update; `before` are those it held. */
  readonly updated: (before: Attributes, wanted: Attributes) => Result<Attributes, Failure>;
  /** Attributes whose values no two objects share. */
  readonly unique: readonly string[];
  readonly requestsOf: (write: Write) => readonly Request[];
};

const gone = (ref: string): Failure => ({
  code: 'object.notFound',
  message: `The tenant has no object with the id ${ref}.`,
  systemCode: '404 Request_ResourceNotFound',
});

/** Deleted objects stay readable by id for 30 days, but no query finds them. */
export const isSoftDeleted = (attributes: Attributes): boolean => attributes.get('IsSoftDeleted') === true;

const folded = (value: AttributeValue | undefined): readonly string[] =>
  texts(value).map((text) => text.toLowerCase());

function duplicate(objects: Objects, object: StoredObject, unique: readonly string[]): Failure | undefined {
  const others = [...objects.values()].filter(
    ({ id, attributes }) => id !== object.id && !isSoftDeleted(attributes),
  );
  for (const attribute of unique) {
    const wanted = new Set(folded(object.attributes.get(attribute)).filter((text) => text !== ''));
    const holder = others.find(({ attributes }) =>
      folded(attributes.get(attribute)).some((text) => wanted.has(text)),
    );
    if (holder === undefined) continue;
    return {
      code: 'object.duplicate',
      message: `Another object of the tenant (${holder.id}) holds the same ${attribute}.`,
      attributes: [attribute],
      systemCode: '409 Request_MultipleObjectsWithSameKeyValue',
    };
  }
  return undefined;
}

function dangling(
  objects: Objects,
  object: StoredObject,
  definitions: readonly AttributeDefinition[],
): Failure | undefined {
  for (const { name, type } of definitions) {
    const missing =
      type === 'Reference' ? texts(object.attributes.get(name)).find((ref) => !objects.has(ref)) : undefined;
    if (missing !== undefined) return { ...gone(missing), code: 'attribute.rejected', attributes: [name] };
  }
  return undefined;
}

/** One of the sample tenants as a target. Its refs are object ids, and references are stored as such. */
export function createTenantTarget(store: ObjectStore, rules: TenantRules): Target {
  const attributeOf = (object: StoredObject, name: string): AttributeValue | undefined =>
    name === rules.anchor ? object.id : object.attributes.get(name);

  const accepted = (objects: Objects, object: StoredObject, definitions: readonly AttributeDefinition[]) => {
    const refused = duplicate(objects, object, rules.unique) ?? dangling(objects, object, definitions);
    return refused === undefined ? ok({ changes: [{ put: object }], value: object.id }) : fail(refused);
  };

  const hitsIn = (objects: Objects, { selection, attribute, value }: TargetQuery): readonly Entry[] => {
    const [wanted] = comparable(value, { ...attribute, multivalued: false });
    return [...objects.values()]
      .filter(({ type, attributes }) => type === selection.objectType && !isSoftDeleted(attributes))
      .filter((object) =>
        comparable(attributeOf(object, attribute.name), attribute).some((held) => held === wanted),
      )
      .map((object) => selectedEntry(object.id, selection, (name) => attributeOf(object, name)));
  };

  const create = (draft: Draft, op: Op): Answer<Ref> =>
    exchangedTogether(op, rules.requestsOf({ do: 'create', draft }), async () => {
      const done = await store.change<string>((objects) => {
        const attributes = rules.created(draft.attributes);
        if (!attributes.ok) return attributes;
        const object = { id: rules.newId(), type: draft.objectType, attributes: attributes.value };
        return accepted(objects, object, draft.definitions);
      });
      if (!done.ok) return done;
      const id = done.value.value;
      return ok({ value: asRef(id), answer: '201 Created', answerBody: `{"id":"${id}"}` });
    });

  const update = async (wanted: Update, op: Op): Answer<void> => {
    const requests = rules.requestsOf({ do: 'update', update: wanted });
    if (requests.length === 0) return ok(undefined);
    return exchangedTogether(op, requests, async () => {
      const done = await store.change<string>((objects) => {
        const before = objects.get(wanted.ref);
        if (before === undefined) return fail(gone(wanted.ref));
        const changed = applyDeltas(before.attributes, wanted.deltas, wanted.definitions);
        const attributes = rules.updated(before.attributes, changed);
        return attributes.ok
          ? accepted(objects, { ...before, attributes: attributes.value }, wanted.definitions)
          : attributes;
      });
      return done.ok ? ok({ value: undefined, answer: '204 No Content' }) : done;
    });
  };

  return {
    identity: rules.identity,
    test: (probe, op) =>
      exchanged(op, findRequest({ ...probe, value: 'nobody' }), async () => {
        await store.all();
        return ok({ value: undefined, answer: '200 OK, 0 objects' });
      }),
    read: ({ selection, ref }, op) =>
      exchanged(op, { request: `GET /users/${ref}` }, async () => {
        const object = (await store.all()).get(ref);
        if (object?.type !== selection.objectType) return fail(gone(ref));
        const answer = isSoftDeleted(object.attributes) ? '200 OK, from deleted items' : '200 OK';
        return ok({ value: selectedEntry(ref, selection, (name) => attributeOf(object, name)), answer });
      }),
    find: (query, op) =>
      exchanged(op, findRequest(query), async () => {
        const value = hitsIn(await store.all(), query);
        return ok({ value, answer: `200 OK, ${value.length} ${value.length === 1 ? 'object' : 'objects'}` });
      }),
    create,
    update,
    remove: (target, op) =>
      exchangedTogether(op, rules.requestsOf({ do: 'remove', ...target }), async () => {
        const done = await store.change<void>((objects) =>
          ok({ changes: objects.has(target.ref) ? [{ delete: target.ref }] : [], value: undefined }),
        );
        return done.ok ? ok({ value: undefined, answer: '204 No Content' }) : done;
      }),
    preview: (write) => unsent(rules.requestsOf(write)),
  };
}

/** A text in an OData filter doubles its quotes (OData v4 ABNF, `string`). */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const findRequest = ({ attribute, value }: Pick<TargetQuery, 'attribute' | 'value'>): Request => ({
  request: attribute.multivalued
    ? `GET /users?$filter=${attribute.name}/any(x:x eq ${quoted(value)})`
    : `GET /users?$filter=${attribute.name} eq ${quoted(value)}`,
});
