import { expect, it } from 'vitest';
import type { Ref } from '../../src/domain/model/entry.ts';
import type { MembershipChange, MembershipOps } from '../../src/engine/port.ts';
import { type ContractTarget, definitionIn } from './shapes.ts';
import { op, value, type Words } from './words.ts';

/** Members of groups: added once, removed alone. */
export function membership(current: () => ContractTarget, words: Words): void {
  const { user, group, create } = words;
  const ops = (): MembershipOps => {
    const { members } = current().target;
    if (members === undefined) throw new Error('a target with groups has members');
    return members;
  };
  const change = (ref: Ref, ...members: readonly Ref[]): MembershipChange => ({
    objectType: group().selection.objectType,
    group: ref,
    members,
    attribute: definitionIn(group(), group().members),
  });
  const oneGroup = async (): Promise<{
    readonly ref: Ref;
    readonly a: Ref;
    readonly b: Ref;
    readonly c: Ref;
  }> => ({
    ref: await create(group(), 1),
    a: await create(user(), 1),
    b: await create(user(), 2),
    c: await create(user(), 3),
  });

  it('starts a group without members', async () => {
    const { ref, a, b } = await oneGroup();

    expect(value(await ops().among(change(ref, a, b), op))).toEqual([]);
  });

  it('adds members, once however often it is asked', async () => {
    const { ref, a, b, c } = await oneGroup();

    value(await ops().add(change(ref, a, b), op));
    value(await ops().add(change(ref, b), op));

    expect(value(await ops().among(change(ref, a, b, c), op))).toEqual([a, b]);
  });

  it('removes the member it is asked to remove, and nobody else', async () => {
    const { ref, a, b, c } = await oneGroup();
    value(await ops().add(change(ref, a, b, c), op));

    value(await ops().remove(change(ref, b), op));

    expect(value(await ops().among(change(ref, a, b, c), op))).toEqual([a, c]);
  });

  it('counts somebody who is no member as removed', async () => {
    const { ref, a, b } = await oneGroup();
    value(await ops().add(change(ref, a), op));

    const removed = await ops().remove(change(ref, b), op);

    expect(removed).toEqual({ ok: true, value: undefined });
    expect(value(await ops().among(change(ref, a, b), op))).toEqual([a]);
  });

  it('says object.notFound for a group that is not there', async () => {
    const { a } = await oneGroup();

    const answer = await ops().among(change(current().unknownRef, a), op);

    expect(answer).toMatchObject({ ok: false, error: { code: 'object.notFound' } });
  });
}
