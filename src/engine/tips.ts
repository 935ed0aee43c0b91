import type { ReasonCode, StepId } from './run/record.ts';

/**
 * What to do about a card that failed, was skipped or warns: one or two sentences that end with a thing to do.
 * A tip that holds for every step is in `anywhere`; a step's own tip wins.
 * Facts: entra-docs `provision-on-demand`, `howto-analyze-provisioning-logs`, `known-issues`.
 */
const anywhere: Record<ReasonCode, string> = {
  'configuration.invalid':
    'The configuration of this app is not right. Correct what the message names, then retry.',
  'connection.refused':
    'Nothing answers at the target address. Check the URL, the port and that the system is running, then retry.',
  'certificate.untrusted':
    'A secure connection cannot be established, because one side does not trust the certificate of the other. Do what the message says, then retry.',
  'connection.lost':
    'The connection was interrupted. Check the network and any proxy between here and the system, then retry.',
  'credentials.rejected':
    'The system refuses these credentials. Check that the token or password is current and belongs to this URL, then retry.',
  'permission.denied':
    'Signed in, but not allowed to do this. Give the account the missing right, then retry.',
  'object.notFound':
    'The object is not there, or this account may not see it. Check the id and the rights, then retry.',
  'object.duplicate':
    'Another object in the target already holds a value that must be unique. Remove the conflict, or match on the attribute both share so that the existing account is taken over.',
  'object.ambiguous': 'More than one object has this id. Make the id unique in the source, then retry.',
  'attribute.rejected':
    'The target does not accept a value. Correct the value in the source, or the mapping that produces it, then retry.',
  'container.missing':
    'The container the object should be created in does not exist. Create it, or change the mapping of parentDistinguishedName, then retry.',
  'filter.unsupported': 'The target cannot filter on this attribute. Match on an attribute it can filter on.',
  'answer.unreadable':
    'The answer does not follow the protocol. Open the request and its answer below, and check that the URL points to the right service.',
  'precondition.failed':
    'The object was changed in the target at the same moment. Retry to work with its new state.',
  'system.failed':
    'The system answers, but reports an error of its own. Look at its log for this time, or ask whoever runs it, then retry.',
  throttled: 'The system asks us to slow down. Wait as long as it says, then retry.',
  timeout: 'No answer came within the time limit. Check the load of the system, then retry.',
  cancelled: 'The run was stopped, and nothing more was written. Retry when ready.',
  'outcome.unknown':
    'The request was sent, but no answer came: the change may or may not have happened. Look at the object in the target, then retry; the retry compares first and sends only what is missing.',
  'scope.invalid':
    'A scoping filter cannot be evaluated. Correct the clause the message names; Greater_Than, for example, takes whole numbers only.',
  'match.ambiguous':
    'Several target objects match, and guessing could take over the wrong account. Make the matching attribute unique in the target, or choose another one.',
  'expression.failed':
    'An expression of the mapping cannot be evaluated. Open the attribute in View details, correct the mapping, then retry.',
  'value.notUnique':
    'Every value the expression offers is taken. Add another rule to SelectUniqueValue, then retry.',
  'members.lost':
    'Members left the group although nobody asked for it: the target removed more than it was asked to, or somebody else removed them at the same moment. They do not come back by themselves: compare the list in View details with the target, then add back by hand those who belong there.',
  'members.restored':
    'Members left the group although nobody asked for it, and were put back after approval. Report it to the vendor of the target, and do not let other tools change its groups until it is corrected.',
  'member.notInGroup':
    'Only direct members of the source group are added to the target group. If the person should not be in it, nothing needs to be done; otherwise add them to the group in the source, then retry.',
  'member.unknown':
    'A chosen member does not exist in the source, or this account may not see it. Check the id, then retry.',
  'value.storedDifferently':
    'The target answered with success but holds another value than the one sent: a rule of its own changes it. Compare Modified and Stored in View details, then correct the mapping or that rule.',
  'value.oldKept':
    'The target answered with success but kept the old value: it ignores the change, or the attribute cannot be changed there. Change it in the target by hand, or ask whoever runs it.',
  'account.stillActive':
    'The target answered with success, but the account is still active. Disable it in the target by hand, or ask whoever runs it.',
  'account.stillDisabled':
    'The target answered with success, but the account is still disabled. Enable it in the target by hand, or ask whoever runs it.',
  'object.stillThere':
    'The target answered with success, but the object is still there. Remove it in the target by hand, or ask whoever runs it.',
  'value.notReadBack':
    'The target answered with success, but the object could not be read back for comparison. Look at it in the target, or retry: the retry compares and sends only what is missing.',
  'link.notSaved':
    'What was written stays written, but which objects belong together was not stored: an object that leaves the scope later may not be disabled. Do what the message says about the state folder, then retry.',
  membersMissing:
    'Some chosen members have no account in the target yet. Provision them first, then provision the group again.',
  RedundantExport: 'Nothing needs to be done.',
  NotEffectivelyEntitled:
    'Assign the object to the app, directly or through a group it is a direct member of (nested groups do not count), give it an entitled role, or change the scoping filter. A new assignment can take a few minutes to appear in a directory: wait, then retry.',
  AttributeValidationFailed:
    'A required target attribute gets no value. Fill the source attribute, or give the mapping a default value, then retry.',
  ImportSkipped:
    'Every matching attribute is empty in the source, so the object could not be told apart from others. Fill one, or change the matching attribute.',
  CreateDisabled:
    'Creating is switched off in the target object actions of this mapping. Switch Create on if new objects are wanted.',
  UpdateDisabled:
    'Updating is switched off in the target object actions of this mapping. Switch Update on if changes are wanted.',
  OutOfScopeDeletionsSkipped:
    'SkipOutOfScopeDeletions is on for this app, so objects that leave the scope stay as they are. Switch it off to have them disabled.',
  NeverManaged:
    'Objects that were never provisioned from here are never deprovisioned. Bring the object into scope once to take it over, or disable it in the target by hand.',
  NothingToDisable:
    'No mapping writes the account status, so there is nothing to send. Map the status attribute of the target to have it disabled.',
  ObjectFiltered:
    'A mapping with IgnoreObjectFlow leaves this object out. Check the source values its condition reads.',
  Declined:
    'Nothing was written, because the change was not approved. Retry and answer Yes to go on, or use --allow in a headless run.',
};

const severalInTarget =
  'The target has several objects with the same id, so nobody can say which one is meant. Remove the duplicate in the target, or ask its vendor.';

const byStep: Partial<Record<StepId, Partial<Record<ReasonCode, string>>>> = {
  test: {
    'object.notFound': 'The address answers, but not as this service. Check the path of the URL, then retry.',
    'permission.denied':
      'The sign-in works, but reading is not allowed. Give the account the right to read, then retry.',
    'filter.unsupported':
      'The target cannot filter on the matching attribute. Match on an attribute it can filter on.',
    'system.failed':
      'The target answers, but reports an error of its own to the simplest search. Check the path of the URL, and ask whoever runs it what its log says.',
  },
  import: {
    'object.notFound':
      'No object with this id, or this account may not see it. Take an exact id from the search, and check whether a security group hides the object.',
    NotEffectivelyEntitled: 'The object cannot be provisioned as it is. Check its status in the source.',
  },
  scope: {
    'permission.denied':
      'The assignments of the app cannot be read. Give the account that right, then retry.',
  },
  match: {
    'attribute.rejected':
      'The target does not accept the matching value. Special characters in matching values break filters in some systems: choose another matching attribute.',
    'system.failed':
      'The target reports an error of its own to the search. Some systems do so for values with special characters: open the request in View details, then retry or match on another attribute.',
    'object.ambiguous': severalInTarget,
  },
  action: {
    'object.ambiguous': severalInTarget,
    'object.duplicate':
      'Another object in the target already holds a value that must be unique. Change the value that collides, or, if it is the same object, match on the attribute both share so that the existing one is taken over.',
    'object.notFound': 'The matched object disappeared before it could be changed. Retry to match it again.',
    'permission.denied':
      'Signed in, but not allowed to write. Give the account the right to create and change this kind of object, then retry.',
  },
};

/** The tip for a card. There is one for every reason. */
export function tipFor(step: StepId, reason: ReasonCode): string {
  return byStep[step]?.[reason] ?? anywhere[reason];
}
