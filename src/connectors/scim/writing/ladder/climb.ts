import { ok, type Result } from '../../../../domain/result.ts';
import type { Answer, Failure } from '../../../../engine/failure.ts';
import type { Op } from '../../../../engine/port.ts';
import type { JsonObject } from '../../../../protocols/scim/json.ts';
import type { HttpAnswer } from '../../../transport/message.ts';
import { scimErrorOf } from '../../answer-words.ts';
import { fetchResource, succeeded } from '../../client.ts';
import { formsOf, note, type ScimConnection } from '../../connection.ts';
import type { Forms, PatchOperation } from '../../dialects/dialect.ts';
import { failureOf, noProof } from '../../failures.ts';
import { patchRequest, type ResourceId } from '../../requests.ts';
import { idOf, isListResponse, parseObject } from '../../wire.ts';
import { type AttributeChange, changedNames, isTyped } from '../changes.ts';
import { isNotThere } from '../replacing.ts';
import { isUnproven, prove } from './proof.ts';
import { repairLists } from './repair-lists.ts';
import { nextRung, rungNote, type Tried, triedWith, type WriteForm } from './rungs.ts';
import { needsHeld, operationsFor } from './shape.ts';
import { storedAs } from './stored.ts';
import type { SentChanges } from './uses.ts';

export type Climbed =
  | { readonly end: 'written'; readonly rungs: number }
  /** Not a matter of spelling: the next request would meet the same. */
  | { readonly end: 'stopped'; readonly failure: Failure }
  | { readonly end: 'no-patch'; readonly status: number }
  /** Every way was tried. `changes` are not written; `blamed` are those that the server named, or all. */
  | {
      readonly end: 'refused';
      readonly changes: readonly AttributeChange[];
      readonly blamed: readonly AttributeChange[];
      readonly failure: Failure;
      /** False when the server said yes and did nothing. */
      readonly wasTold: boolean;
    };

/** Where a climb stands. */
type Climb = SentChanges & {
  readonly tried: Tried;
  readonly rungs: number;
  /** Stored as a text where SCIM has something better: good enough when no other way is left. */
  readonly asText: ReadonlySet<AttributeChange>;
};

type Trouble = {
  /** "refuses {} (400 noTarget)": {} stands for the names of the attributes. */
  readonly words: string;
  readonly failure: Failure;
  /** Everything that went together, and what of it the trouble is about. */
  readonly sent: readonly AttributeChange[];
  readonly blamed: readonly AttributeChange[];
  readonly wasTold: boolean;
};

export type PatchTarget = {
  readonly connection: ScimConnection;
  readonly object: ResourceId;
  readonly op: Op;
};

const spellingTrouble = new Set(['invalidpath', 'notarget', 'invalidvalue', 'invalidsyntax']);

/** What servers that name no scimType say when it would be one of these. */
const spellingWords =
  /\b(?:paths?|attributes?|values?|schemas?|syntax|operations?|fields?|property|properties|urn|json|boolean|string)\b/i;

/**
 * Only a refusal that says it is about the spelling is worth another one; nothing was changed by it (RFC 7644 section
 * 3.5.2). It says so by its scimType, or, without one, in its words or by a name of `sent`. Values that are taken are
 * another matter.
 */
export function isAboutSpelling(answer: HttpAnswer, sent: readonly AttributeChange[] = []): boolean {
  if (answer.status !== 400) return false;
  const { scimType, detail = '' } = scimErrorOf(answer);
  if (scimType !== undefined) return spellingTrouble.has(scimType.toLowerCase());
  const { code, attributes } = failureOf(answer, 'update', changedNames(sent)).error;
  return code === 'attribute.rejected' && (attributes !== undefined || spellingWords.test(detail));
}

async function send(
  scene: PatchTarget,
  forms: Forms,
  operations: readonly PatchOperation[],
): Promise<Result<HttpAnswer, Failure>> {
  const { connection, object, op } = scene;
  const request = patchRequest(object, connection.dialect.patch(operations, forms));
  return request.ok ? connection.http.send(request.value, op) : request;
}

/**
 * The resource as it is after a write: in the answer, if it is there and shows every change, else read. Some servers
 * answer with a part of the object, or with what it was before.
 */
async function after(scene: PatchTarget, { changes }: Climb, answer: HttpAnswer): Answer<JsonObject> {
  const { connection, object, op } = scene;
  const body = parseObject(answer.body);
  const isWhole = body !== undefined && !isListResponse(body) && idOf(body) === object.ref;
  const isProof = isWhole && changes.every((change) => storedAs(body, change) === 'stored');
  return isProof ? ok(body) : fetchResource(connection.http, object, op);
}

async function sendWhole(
  scene: PatchTarget,
  forms: Forms,
  operations: readonly PatchOperation[],
): Promise<Result<void, Failure>> {
  const answer = await send(scene, forms, operations);
  if (!answer.ok) return answer;
  return succeeded(answer.value) ? ok(undefined) : failureOf(answer.value, 'update');
}

function ignored(names: string, status: number): Failure {
  return {
    code: 'attribute.rejected',
    message: `The target answers ${status}, but does not store ${names}.`,
    systemCode: String(status),
  };
}

const written = (climb: Climb): Climbed => ({ end: 'written', rungs: climb.rungs });

/** What is left to do after a success: nothing, or what a read shows to be missing. */
async function afterSuccess(scene: PatchTarget, climb: Climb, answer: HttpAnswer): Promise<Climbed> {
  const { connection, op } = scene;
  if (!isUnproven(connection, climb)) return written(climb);
  const now = await after(scene, climb, answer);
  if (!now.ok) {
    note(op, `Whether everything was stored cannot be seen: ${now.error.message}`);
    return written(climb);
  }
  const verdicts = prove(connection, climb, now.value, op);
  const whole = await repairLists(
    connection,
    climb,
    now.value,
    (all) => sendWhole(scene, climb.forms, all),
    op,
  );
  if (!whole.ok) return { end: 'stopped', failure: whole.error };
  const open = verdicts.filter(({ stored }) => stored === 'ignored' || stored === 'as-text');
  if (open.length === 0) return written(climb);
  const changes = open.map(({ change }) => change);
  const asText = new Set(open.flatMap(({ change, stored }) => (stored === 'as-text' ? [change] : [])));
  const isText = asText.size === open.length;
  const words = `answers ${answer.status} and ${isText ? 'stores {} as a text' : 'does not store {}'}`;
  return goOn(
    scene,
    { ...climb, changes, held: now.value, asText },
    {
      words,
      failure: ignored(changedNames(changes).join(', '), answer.status),
      sent: climb.changes,
      blamed: changes,
      wasTold: false,
    },
  );
}

/** Attributes that the server names in its refusal; all of them when it names none. */
function blamedIn(changes: readonly AttributeChange[], failure: Failure): readonly AttributeChange[] {
  const named = changes.filter(({ definition }) => failure.attributes?.includes(definition.name) ?? false);
  return named.length === 0 ? changes : named;
}

/** Takes the next rung, if there is one. */
async function goOn(scene: PatchTarget, climb: Climb, trouble: Trouble): Promise<Climbed> {
  const { connection, op } = scene;
  const tried = triedWith(climb.tried, climb.forms);
  const rung: WriteForm | undefined = nextRung(trouble.blamed, {
    ...climb,
    changes: trouble.sent,
    connection,
    tried,
  });
  if (rung === undefined) {
    const open = climb.changes.filter((change) => !climb.asText.has(change));
    if (open.length === 0) return written(climb);
    const { blamed, failure, wasTold } = trouble;
    return { end: 'refused', changes: open, blamed, failure, wasTold };
  }
  note(op, rungNote(trouble.blamed, rung, trouble.words));
  const climbed = new Set([...climb.climbed, rung.fact]);
  return attempt(scene, { ...climb, forms: rung.forms, tried, climbed, rungs: climb.rungs + 1 });
}

/** "400 noTarget", or what the server says where it names no scimType. */
function reasonIn(answer: HttpAnswer): string {
  const { scimType, detail } = scimErrorOf(answer);
  return `${answer.status}${scimType === undefined ? `: ${detail}` : ` ${scimType}`}`;
}

/** What a refusal leaves to do: an attribute that is to go and is not there is done already. */
async function afterRefusal(scene: PatchTarget, climb: Climb, answer: HttpAnswer): Promise<Climbed> {
  const { connection, object, op } = scene;
  const failed = failureOf(answer, 'update', changedNames(climb.changes));
  const failure = failed.error;
  const blamed = blamedIn(climb.changes, failure);
  const trouble = {
    words: `refuses {} (${reasonIn(answer)})`,
    failure,
    sent: climb.changes,
    blamed,
    wasTold: true,
  };
  const needsLook = blamed.some((change) => isTyped(change) || change.value === undefined);
  if (climb.held !== undefined || !needsLook) return goOn(scene, climb, trouble);
  const held = await fetchResource(connection.http, object, op);
  if (!held.ok) return { end: 'stopped', failure: held.error };
  const isGone = (change: AttributeChange) =>
    change.value === undefined && storedAs(held.value, change) === 'stored';
  const changes = climb.changes.filter((change) => !isGone(change));
  const seen = { ...climb, changes, held: held.value };
  if (changes.length === 0) return written(climb);
  if (changes.length < climb.changes.length) return attempt(scene, seen);
  return goOn(scene, seen, trouble);
}

async function attempt(scene: PatchTarget, climb: Climb): Promise<Climbed> {
  const { connection, object, op } = scene;
  const isKnownToKeep = connection.profile.known('addToList') === 'keeps-others';
  const isNeeded = climb.held === undefined && needsHeld(climb.changes, climb.forms, isKnownToKeep);
  const read = isNeeded ? await fetchResource(connection.http, object, op) : ok(climb.held);
  if (!read.ok) return { end: 'stopped', failure: read.error };
  const ready: Climb = { ...climb, held: read.value };
  const answer = await send(scene, ready.forms, operationsFor(ready.changes, ready.forms, ready.held));
  if (!answer.ok) return { end: 'stopped', failure: answer.error };
  const doubt = succeeded(answer.value) ? noProof(answer.value, 'update') : undefined;
  if (doubt !== undefined) return { end: 'stopped', failure: doubt };
  if (succeeded(answer.value)) return afterSuccess(scene, ready, answer.value);
  if (isNotThere(answer.value)) return { end: 'no-patch', status: answer.value.status };
  if (isAboutSpelling(answer.value, ready.changes)) return afterRefusal(scene, ready, answer.value);
  const failed = failureOf(answer.value, 'update', changedNames(ready.changes));
  return { end: 'stopped', failure: failed.error };
}

/** Sends the changes in one PATCH, and in other spellings for as long as the server refuses or ignores them. */
export function climb(scene: PatchTarget, changes: readonly AttributeChange[]): Promise<Climbed> {
  return attempt(scene, {
    changes,
    forms: formsOf(scene.connection),
    tried: new Map(),
    held: undefined,
    climbed: new Set(),
    rungs: 0,
    asText: new Set(),
  });
}
